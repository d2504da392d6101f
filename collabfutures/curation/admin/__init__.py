"""The curators' way in. Django looks here for what the kernel registers: accounts and groups."""

from collabfutures.curation.admin import accounts, acts

__all__ = ["accounts", "acts"]
