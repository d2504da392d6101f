"""The parts of a brief: lines, entries, and sections under a heading."""

from dataclasses import dataclass, field


@dataclass
class Line:
    label: str
    text: str


@dataclass
class Entry:
    """One record: what was found, with every line that is recorded of it, and what is not."""

    record: object
    kind: str
    title: str
    summary: str
    address: str
    lines: list[Line] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)


@dataclass
class Section:
    """A heading with lines, or the words for its emptiness."""

    title: str
    lines: list[Line]
    absence: str
