"""Writing records from a file without ever overwriting what a curator wrote. Every loader and import goes through here.

A record remembers what a loader wrote to it last. If its content still says so, nobody has edited it and the loader may
rewrite it; if not, the record is reported as *differs* and left alone.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db import models

from collabfutures.curation.models import Record
from collabfutures.curation.tidy import tidied


class Outcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DIFFERS = "differs"


@dataclass
class Written:
    """What became of one record. `fields` are those that changed, or that differ and were left alone."""

    record: Record
    outcome: Outcome
    fields: list[str]
    first_by_this_loader: bool


def write(
    record: Record, values: Any, links: Any, by: str, outranks: Any = (), unwatched: Any = None, may_blank: bool = False
) -> Written:
    """Make `record` say `values` and `links`, unless a curator has edited it. It is locked: call it in a transaction.

    `record` is a saved record, or a new one that has its keys. `values` maps fields to what the model takes, `links`
    many-to-many fields to lists of keys. `by` names the loader; it may also rewrite what `outranks` wrote. `unwatched`
    fields are set whenever the rest is, and make no difference. A filled field is not blanked unless `may_blank` says
    so. Raises ValidationError for content that the model refuses.
    """
    values = {name: _stored(record, name, value) for name, value in values.items()}
    wanted = {name: _plain(value) for name, value in values.items()}
    wanted |= {name: sorted(keys) for name, keys in links.items()}
    if record.pk is None:
        _save(record, {**values, **(unwatched or {})}, links, {"by": by, "values": wanted})
        return Written(record, Outcome.CREATED, sorted(wanted), True)
    record = type(record).objects.select_for_update(of=("self",), no_key=True).get(pk=record.pk)
    now = _snapshot(record, wanted)
    if not may_blank:
        wanted = {name: value for name, value in wanted.items() if not _empty(value) or _empty(now[name])}
    changed = sorted(name for name, value in wanted.items() if now[name] != value)
    before = record.loaded or {"by": "", "values": {}}
    if not changed:
        return Written(record, Outcome.UNCHANGED, [], False)
    if before["by"] not in (by, *outranks) or _is_edited(record, before, changed, now):
        return Written(record, Outcome.DIFFERS, changed, False)
    values = {name: value for name, value in values.items() if name in wanted} | (unwatched or {})
    links = {name: keys for name, keys in links.items() if name in wanted}
    _save(record, values, links, {**before, "by": by, "values": {**before["values"], **wanted}})
    return Written(record, Outcome.UPDATED, changed, before["by"] != by)


def _is_edited(record, before, changed, now):
    """Whether somebody has changed what the loader wrote, or filled what it never wrote and would now write."""
    written = {**before["values"], **before.get("joined", {})}
    filled = [name for name in changed if name not in written and not _empty(now[name])]
    own = [name for name in filled if now[name] != _default(record, name)]
    return bool(own) or _snapshot(record, before["values"]) != before["values"]


def _default(record, name):
    field = record._meta.get_field(name)
    return None if field.many_to_many else field.get_default()


def _save(record, values, links, loaded):
    for name, value in values.items():
        setattr(record, name, value)
    record.loaded = loaded
    record.full_clean()
    record.save()
    for name, keys in links.items():
        getattr(record, name).set(keys)


def _snapshot(record, names):
    """What the record says now in these fields, in the form in which `loaded` keeps it."""
    return {name: _current(record, name) for name in names}


def _current(record, name):
    field = record._meta.get_field(name)
    if field.many_to_many:
        return sorted(getattr(record, name).values_list("pk", flat=True))
    return _plain(getattr(record, name))


def _stored(record, name, value):
    """A value as its column keeps it: texts tidied, identifiers in their one form."""
    field = record._meta.get_field(name)
    return field.to_python(tidied(value)) if isinstance(value, str) and not field.is_relation else value


def _plain(value):
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


def _empty(value):
    return value in (None, "", [], {})


def join(written: Written, members: dict[str, Any], by: str) -> Written:
    """Adds one key to each of some relations that several files share, and takes none away.

    `members` maps a relation to a key. A link that this loader once made and a curator has taken off stays off.
    """
    record, added = written.record, []
    made = {name: list(keys) for name, keys in (record.loaded or {}).get("joined", {}).items()}
    for name, key in members.items():
        if key not in made.setdefault(name, []) and not getattr(record, name).filter(pk=key).exists():
            getattr(record, name).add(key)
            made[name].append(key)
            added.append(name)
    if not added:
        return written
    record.loaded = {"by": by, "values": {}, **(record.loaded or {}), "joined": made}
    record.save(update_fields=["loaded", "updated_at"])
    outcome = Outcome.UPDATED if written.outcome == Outcome.UNCHANGED else written.outcome
    return Written(record, outcome, [*written.fields, *added], written.first_by_this_loader)
