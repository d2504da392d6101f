"""What would be published together with a record, and which version of it was looked at."""

import hashlib
from typing import Any

from collabfutures.curation.admin.versions import show
from collabfutures.curation.revisions.working_copy import WorkingCopy
from collabfutures.curation.support import to_publish_first


def drafts_below(record: Any, copy: WorkingCopy | None) -> list[Any]:
    """The drafts on which a record would rest if it said what its copy says."""
    shown = type(record)._base_manager.get(pk=record.pk)
    return to_publish_first(show(shown, copy.says(record)) if copy else shown)


def mark_of(records: list[Any]) -> str:
    """A mark of the very versions of some records."""
    versions = sorted(f"{each._meta.label} {each.pk} {each.token}" for each in records)
    return hashlib.sha256(";".join(versions).encode()).hexdigest() if versions else ""
