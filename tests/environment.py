"""Loaded by pytest before the settings: the suite runs in development, and browsers call the ORM from their thread."""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("ENVIRONMENT", "development")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
os.environ.setdefault("STATEMENT_TIMEOUT_MS", "0")
# A thread that looks after the database would be there when it is dropped.
os.environ.setdefault("WATCH_SECONDS", "0")
# Each process has dumps of its own.
os.environ["DUMPS"] = tempfile.mkdtemp(prefix="dumps-")
atexit.register(shutil.rmtree, os.environ["DUMPS"], ignore_errors=True)
