"""The curators' way in. Django looks here for what the kernel registers: what was done lately."""

from collabfutures.curation.admin import acts

__all__ = ["acts"]
