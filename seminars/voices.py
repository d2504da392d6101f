"""Whose voices is this based on? By sector, role and nation; “not stated” is not “absent”."""

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


def voices(series):
    """Voices of one Series, or None where it is not public or nothing at all is recorded of who was there."""
    if not series.is_public:
        return None
    told = list(Representation.objects.published().filter(series=series).select_related("sector"))
    if not told:
        return None
    sectors = [(sector.title, [each for each in told if each.sector_id == sector.pk]) for sector in _sectors()]
    roles = [(label, [each for each in told if each.role == value]) for value, label in Role.choices if value]
    nations = [(label, [each for each in told if each.nation == value]) for value, label in Nation.choices if value]
    axes = [("Sectors", sectors), ("Roles", roles), ("Nations", nations)]
    return Voices(series, [(name, [voice for group in groups for voice in _voices(*group)]) for name, groups in axes])


def _sectors():
    return Sector.objects.published()


def _voices(group, records):
    if not records:
        return [Voice(group, Presence.NOT_STATED.label, None)]
    return [Voice(group if len(records) == 1 else each.title, each.get_presence_display(), each) for each in records]


def recorded():
    """The Voices of every public series of which something is recorded."""
    series = Series.objects.published().filter(pk__in=Representation.objects.published().values("series"))
    return [voices(each) for each in series[:5]]
