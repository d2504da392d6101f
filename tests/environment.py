"""Loaded by pytest before the settings: the suite runs in development, and browsers call the ORM from their thread."""

import os

os.environ.setdefault("ENVIRONMENT", "development")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
os.environ.setdefault("STATEMENT_TIMEOUT_MS", "0")
