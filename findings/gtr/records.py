"""What a GtR file says, whatever its format: the form between reading and writing. No person is in it."""

from dataclasses import dataclass, field
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
    amount: int | None = None
    currency: str = ""


@dataclass
class Project:
    gtr_id: str
    reference: str
    title: str
    identifiers: list[str]
    abstract: str
    potential_impact: str
    technical_summary: str
    status: str
    category: str
    funder: str
    start: date | None
    end: date | None
    value_gbp: int | None
    organisation: str
    department: str
    region: str
    partners: list[str]
    subjects: list[str]
    topics: list[str]
    key_findings: list[KeyFinding]
    outcomes: list[Outcome]

    @property
    def name(self) -> str:
        """By what the award is known."""
        return self.reference or self.gtr_id


@dataclass
class Loose:
    """An outcome that stands in a list apart from its projects, which it names by their GtR ids."""

    projects: list[str]
    item: KeyFinding | Outcome


@dataclass
class Content:
    """What a file holds. `left_out` names what no record is made of, in words."""

    projects: list[Project]
    loose: list[Loose] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


class Unreadable(Exception):
    """A file that is no GtR record. The message is one line that says why."""
