"""What a loader wants to say of a record, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from collabfutures.curation.models import Record


class Outcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DIFFERS = "differs"
    # Somebody has deleted it, and it is not made again.
    SET_ASIDE = "set aside"


@dataclass(frozen=True)
class Loader:
    """Who writes: its name, the loaders whose records it may rewrite as if they were its own, and what it may do."""

    name: str
    outranks: tuple[str, ...] = ()
    # Whether a filled field may be emptied.
    may_blank: bool = False
    # Whether a record that is or was public stays as it is.
    leaves_public: bool = False


@dataclass
class Wanted:
    """`record` is a saved record, or a new one that has its keys.

    `values` maps fields to what the model takes, `links` many-to-many fields to lists of keys. `members` are links that
    several files share: they are added, and none is taken away; one that a curator has taken off stays off.
    `unwatched` fields are set whenever the rest is, and make no difference.
    """

    record: Record
    values: Mapping[str, Any]
    links: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    members: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    unwatched: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Written:
    """What became of one record. `fields` are those that changed, or that differ and were left alone."""

    record: Record
    outcome: Outcome
    fields: list[str]
    first_by_this_loader: bool
