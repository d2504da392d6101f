"""The project: settings, addresses, and the kernel in `curation`. Raise the version with every release."""

__version__ = "0.11.1"
