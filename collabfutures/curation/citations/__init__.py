"""How is a record cited? Once as CSL-JSON; BibTeX, RIS and a line of text are written from that."""
