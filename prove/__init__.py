"""Does the site survive what it says? Faults are put into the production shape, and looked at from outside."""
