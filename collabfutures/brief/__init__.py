"""My brief: the records that a reader collected as one cited document. Nothing is kept; the address holds it all."""
