"""What is done with records, and who does it."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.db import models

LONGEST_NAME = 150


class Act(models.TextChoices):
    FOUND = "found", "As it was before"
    ADDED = "added", "Added"
    CHANGED = "changed", "Changed"
    COPIED = "copied", "Working copy saved"
    DISCARDED = "discarded", "Working copy discarded"
    REVIEW = "review", "Sent for review"
    RETURNED = "returned", "Returned"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"
    LOADED = "loaded", "Loaded from a file"
    DELETED = "deleted", "Deleted"
    RESTORED = "restored", "Brought back"
    MERGED = "merged", "Merged"
    UNDONE = "undone", "Undone"


# By these somebody writes what a record says, a file that they bring too; the others pass on what is there.
WRITING = (Act.ADDED, Act.CHANGED, Act.COPIED, Act.LOADED, Act.RESTORED, Act.MERGED, Act.UNDONE)


@dataclass(frozen=True)
class By:
    """Who acts: a curator, or a program by its name. All that one of these does is one batch, and undone together."""

    name: str
    user: int | None = None
    batch: UUID = field(default_factory=uuid4, compare=False)

    @classmethod
    def curator(cls, user: Any) -> "By":
        return cls((user.get_full_name() or user.get_username())[:LONGEST_NAME], user.pk)


NOBODY = By("")
