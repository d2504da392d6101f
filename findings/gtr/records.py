"""What a GtR file says, whatever its format: the form between reading and writing. No person is in it."""

from dataclasses import dataclass
from datetime import date

from findings.vocabulary import ImpactKind


@dataclass
class KeyFinding:
    outcome_id: str
    text: str
    exploitation: str
    areas: list[str]
    unknown_areas: str
    web_address: str
    raw: dict


@dataclass
class Outcome:
    """Any other outcome. `values` maps fields of ImpactRecord to texts."""

    kind: ImpactKind
    outcome_id: str
    title: str
    years: list[int]
    areas: list[str]
    unknown_areas: str
    values: dict[str, str]
    raw: dict


@dataclass
class Project:
    gtr_id: str
    reference: str
    title: str
    identifiers: list[str]
    abstract: str
    status: str
    category: str
    funder: str
    start: date | None
    end: date | None
    value_gbp: int | None
    organisation: str
    department: str
    region: str
    subjects: list[str]
    key_findings: list[KeyFinding]
    outcomes: list[Outcome]


class Unreadable(Exception):
    """A file that is no GtR record. The message is one line that says why."""
