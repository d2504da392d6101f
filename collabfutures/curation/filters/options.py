"""What is an option of a filter, and which are shown? A facet is the options of one filter with their numbers."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from collabfutures.curation.fields import NOTHING, SLUG_PATTERN
from collabfutures.curation.filters.related import ALL_OF
from collabfutures.curation.parameters import MOST_OPTIONS

# How many options a page shows at first.
ROOM = 6
SLUG = re.compile(SLUG_PATTERN)


@dataclass
class Option:
    value: str
    label: str
    count: int
    selected: bool

    @property
    def key(self) -> str:
        """The value as part of an element's id: itself if it is a slug, and otherwise a mark of its own."""
        return self.value if SLUG.fullmatch(self.value) else hashlib.sha256(self.value.encode()).hexdigest()[:8]


@dataclass(frozen=True)
class Part:
    """Which options of a filter are wanted: from one place to another, of those whose label holds the folded `text`."""

    start: int = 0
    stop: int = MOST_OPTIONS
    text: str = ""


# {filter: Part}
Parts = Mapping[str, Part]


@dataclass
class Facet:
    """The options of a filter, or the part of them that was wanted; what was chosen and “nothing” are always there."""

    name: str
    label: str
    options: list[Option]
    # Whether a record must have every chosen option, and the name under which the form then sends them.
    match_all: bool = False
    may_match_all: bool = False
    # How many a page shows, from which on; how many options there are, and how many of them would find something.
    room: int = ROOM
    start: int = 0
    number: int = 0
    filled: int = 0
    # How many records the whole query finds.
    total: int = 0

    @property
    def parameter(self) -> str:
        return f"{self.name}{ALL_OF}" if self.match_all else self.name

    @property
    def selected(self) -> list[Option]:
        return [option for option in self.options if option.selected]

    @property
    def shown(self) -> list[Option]:
        """The options that a page has room for: the most frequent, and those chosen."""
        first, last = self.worthwhile[: self.room], self.worthwhile[self.room :]
        return first + [option for option in last if option.selected or option.value == NOTHING]

    @property
    def worthwhile(self) -> list[Option]:
        """The options that would find something."""
        return [option for option in self.options if option.count or option.selected]

    @property
    def has_found(self) -> bool:
        """Whether there is any option besides “nothing”."""
        return any(option.value != NOTHING for option in self.worthwhile)

    @property
    def is_useful(self) -> bool:
        """Whether there is anything to choose: an option that all records have narrows nothing."""
        return any(option.selected or 0 < option.count != self.total for option in self.options)

    @property
    def shared(self) -> list[Option]:
        """The one option that all records have, if there is more than one record and one option."""
        found = self.worthwhile
        alike = len(found) == 1 and not self.selected and self.total > 1 and found[0].count == self.total
        return found if alike and found[0].value != NOTHING else []

    @property
    def most(self) -> int:
        """The number of the fullest option."""
        return max((option.count for option in self.options), default=0) or 1

    @property
    def more(self) -> int:
        """How many options behind these would find something."""
        shown = len([option for option in self.shown if option.count and option.value != NOTHING])
        return max(0, self.filled - self.start - shown)

    def as_data(self) -> list[dict[str, Any]]:
        return [{"value": option.value, "label": option.label, "count": option.count} for option in self.options]
