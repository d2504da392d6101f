"""What is known of one course that a reader considers, and what is not: a row of the paper's table."""

from dataclasses import dataclass
from textwrap import shorten

from collabfutures.brief.gathering import Gathered
from collabfutures.brief.parts import READING
from findings.models import Answer, Tension
from seminars.models import Discourse

ROOM, SHOWN = 130, 2
# What a board would want to know of each: columns of a discourse that may be empty.
WANTED = ("underpinned_by", "practices", "prominent_when", "success")


@dataclass
class Option:
    """A discourse: what is recorded of it and what is not."""

    name: str
    known: list[str]
    unknown: list[str]


def option(discourse: Discourse, found: Gathered) -> Option:
    """The Option that a discourse is, from what was collected and what the discourse itself records."""
    words = f": {discourse.speaks_of}" if discourse.speaks_of else ""
    return Option(
        f"{discourse.title}{words}", [*_purpose(discourse), *_spoken(discourse, found)], _unknown(discourse, found)
    )


def _purpose(discourse):
    mark = f" ({READING})" if "purpose" in discourse.readings else ""
    return [f"Said to be for: {shorten(discourse.purpose, ROOM, placeholder=' …')}{mark}"] if discourse.purpose else []


def _spoken(discourse, found):
    """What was collected that speaks of it, besides what names all discourses or stands elsewhere on the page."""
    texts = [record.title for record in found.records if _says_something(record, discourse)]
    shown = [shorten(text, ROOM, placeholder=" …") for text in texts[:SHOWN]]
    return [*shown, f"… and {len(texts) - SHOWN} more in the annex"] if len(texts) > SHOWN else shown


def _says_something(record, discourse):
    if isinstance(record, (Answer, Discourse, Tension)) or getattr(record, "is_overview", False):
        return False
    links = (link for links in record.links.values() for link in links)
    return any(link.kind is Discourse and link.slug == discourse.slug for link in links)


def _unknown(discourse, found):
    empty = [str(discourse._meta.get_field(name).verbose_name) for name in WANTED if not getattr(discourse, name)]
    implied = any(each.discourse_id == discourse.pk for each in found.implied)
    return empty if implied else [*empty, "what would follow from it for a course of action"]
