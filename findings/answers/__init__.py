"""Pages that answer a practitioner's question out of several kinds of record."""
