"""Which states a record passes through, and under which condition anybody may see it."""

from django.db.models import Q, TextChoices

# The columns that no reader sees: writing them alone changes nothing in public, and stamps no record.
UNSEEN = frozenset(("curator_note", "token", "created_at", "loaded"))


class State(TextChoices):
    DRAFT = "draft", "Draft"
    REVIEW = "review", "In review"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


def is_public(prefix: str = "") -> Q:
    """The condition under which anybody may see a record; `prefix` reaches it through a relation ("sectors__")."""
    return Q(**{f"{prefix}state": State.PUBLISHED})
