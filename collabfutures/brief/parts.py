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
    """One record: what was found, every line that is recorded of it, what is not, and where it stands in which source.

    `cites` are the numbers of sources with the places in them: “[2] Key findings: bullet 1”.
    """

    record: object
    kind: str
    title: str
    summary: str
    address: str
    cites: list[str]
    lines: list[Line] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)


@dataclass
class Section:
    """A heading with lines, or the words for its emptiness."""

    title: str
    lines: list[Line]
    absence: str
