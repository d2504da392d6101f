"""A brief on paper: the one page for a board and the annex behind it, as Word documents and as tagged PDF."""
