"""Whose voices is this based on? By sector, role and nation; “not stated” is not “absent”."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from seminars.models import Nation, Presence, Representation, Role, Sector, Series


@dataclass
class Voice:
    """A group and what the source says of its presence; `record` is None where it says nothing."""

    group: str
    presence: str
    record: Representation | None


@dataclass
class Voices:
    series: Series
    axes: list[tuple[str, list[Voice]]]


def voices(series: Iterable[Series]) -> list[Voices]:
    """The Voices of those of the given Series that are public and of which it is recorded who was there."""
    public = [each for each in series if each.is_public]
    told = defaultdict(list)
    for record in Representation.objects.published().filter(series__in=public):
        told[record.series_id].append(record)
    sectors = Sector.objects.published()
    return [Voices(each, _axes(told[each.pk], sectors)) for each in public if each.pk in told]


def _axes(told, sectors):
    groups = {
        "Sectors": [(sector.title, [each for each in told if each.sector_id == sector.pk]) for sector in sectors],
        "Roles": [(label, [each for each in told if each.role == value]) for value, label in Role.choices if value],
        "Nations": [
            (label, [each for each in told if each.nation == value]) for value, label in Nation.choices if value
        ],
    }
    return [(name, [voice for group in axis for voice in _voices(*group)]) for name, axis in groups.items()]


def _voices(group, records):
    if not records:
        return [Voice(group, Presence.NOT_STATED.label, None)]
    return [Voice(_name(group, each), each.get_presence_display(), each) for each in records]


def _name(group, record):
    """A record of a part of the group, such as its academics, goes by its own title."""
    return record.title if sum(map(bool, (record.sector_id, record.role, record.nation))) > 1 else group
