"""Gateway to Research records: reading (pure, no database) and writing are two modules, `read` and `write`."""
