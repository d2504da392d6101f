"""Writing records from a file without ever overwriting what a curator wrote. Every loader and import goes through here.

A record remembers what a loader wrote to it last. If its content still says so, nobody has edited it and the loader may
rewrite it; if not, the record is reported as *differs* and left alone.
"""
