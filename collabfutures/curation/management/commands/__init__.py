"""What the commands share."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError


def database_file() -> Path:
    """The file that is the database. Raises CommandError where it is a server, or in memory."""
    found = settings.DATABASES["default"]
    if not found["ENGINE"].endswith("sqlite3"):
        raise CommandError("This site has PostgreSQL: use deploy/backup.sh and deploy/restore.sh.")
    return Path(found["NAME"])
