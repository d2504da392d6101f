"""The parts of a brief: lines, entries, and sections under a heading."""

from dataclasses import dataclass, field

# The mark of what is not the source's.
READING = "curators’ reading"


@dataclass
class Line:
    label: str
    text: str


@dataclass
class Entry:
    """A record, or what a page showed: what was found, every line that is recorded of it, what is not, and its sources.

    `cites` are the numbers of sources with the statements in them: “[2] S11, S12”; `quotes` are their own words.
    """

    key: str
    kind: str
    title: str
    summary: str
    path: str
    address: str
    cites: list[str]
    quotes: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    # The slugs of the discourses that a page of ours compared or found.
    about: tuple[str, ...] = ()


@dataclass
class Section:
    """A heading with lines, or the words for its emptiness."""

    title: str
    lines: list[Line]
    absence: str
