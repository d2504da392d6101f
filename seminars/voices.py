"""Whose voices is this based on? By sector, role and nation; “not stated” is not “absent”."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from collabfutures.curation.mixed import fetch_mixed
from seminars.models import Presence, Representation, Role, Sector, Series


@dataclass
class Voice:
    """A group and what the source says of its presence; `record` is None where it says nothing.

    `note` is the number of the remark that goes with it: one remark may go with several groups.
    """

    group: str
    presence: str
    record: Representation | None
    note: int = 0


@dataclass
class Voices:
    series: Series
    axes: list[tuple[str, list[Voice]]]

    @property
    def notes(self) -> list[tuple[int, str]]:
        """The remarks, each once, by their numbers."""
        told = {voice.note: voice.record.summary for _, rows in self.axes for voice in rows if voice.record}
        return sorted((number, text) for number, text in told.items() if number)

    @property
    def in_short(self) -> str:
        """“Took part: 7 groups. Harder to attract: 1. Not stated: 3.”"""
        said = Counter(voice.presence for _, rows in self.axes for voice in rows)
        present, harder, unknown = (said[presence.label] for presence in Presence)
        groups = f"{present} group{'' if present == 1 else 's'}"
        return f"Took part: {groups}. Harder to attract: {harder}. Not stated: {unknown}."


def voices(series: Iterable[Series]) -> list[Voices]:
    """The Voices of those of the given Series that are public and of which it is recorded who was there; one query."""
    public = public_of(series)
    return told_of(public, *fetch_mixed(*who_was_there(public))) if public else []


def public_of(series: Iterable[Series]) -> list[Series]:
    return [each for each in series if each.is_public]


def who_was_there(series: list[Series]) -> list[QuerySet]:
    """What `told_of` needs of these series, to be fetched in one query with what else a page needs; none for none."""
    if not series:
        return []
    told = Representation.objects.published().filter(series__in=[each.pk for each in series])
    return [told, Sector.objects.published()]


def told_of(series: list[Series], records: list[Representation], sectors: list[Sector]) -> list[Voices]:
    """The Voices of those of the series of which it is recorded who was there."""
    told = defaultdict(list)
    for record in sorted(records, key=lambda record: record.pk):
        told[record.series_id].append(record)
    sectors.sort(key=lambda sector: sector.pk)
    return [Voices(each, _axes(told[each.pk], sectors)) for each in series if each.pk in told]


def _axes(told, sectors):
    groups = {
        "Sectors": [(sector.title, [each for each in told if each.sector_id == sector.pk]) for sector in sectors],
        "Roles": [(label, [each for each in told if each.role == value]) for value, label in Role.choices if value],
        # Only those that the source speaks of: of which others it does not speak nobody can list.
        "Nations and regions": [
            (name, [each for each in told if each.nation == name])
            for name in dict.fromkeys(each.nation for each in told if each.nation)
        ],
    }
    axes = [(name, [voice for group in axis for voice in _voices(*group)]) for name, axis in groups.items() if axis]
    _number(voice for _, rows in axes for voice in rows)
    return axes


def _number(rows):
    numbers = {}
    for voice in rows:
        if voice.record and voice.record.summary:
            voice.note = numbers.setdefault(voice.record.summary, len(numbers) + 1)


def _voices(group, records):
    if not records:
        return [Voice(group, Presence.NOT_STATED.label, None)]
    return [Voice(_name(group, each), each.get_presence_display(), each) for each in records]


def _name(group, record):
    """A record of a part of the group, such as its academics, goes by its own title."""
    return record.title if sum(map(bool, (record.sector_id, record.role, record.nation))) > 1 else group
