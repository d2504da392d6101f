"""Records of one kind as they stand, locked, and what is to be written of them."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef

from collabfutures.curation.desk.differing import differing
from collabfutures.curation.loading.comparing import is_empty, is_many, plain, said, stored
from collabfutures.curation.loading.link_rows import Link
from collabfutures.curation.loading.ownership import may_propose, may_write
from collabfutures.curation.loading.written import Loader, Outcome, Wanted, Written
from collabfutures.curation.models import Record
from collabfutures.curation.revisions.linked import linked_keys


class Batch:
    """`new` are the records to be made, `changed` those to be saved; links are kept until the records have keys.

    `rewritten` are those of the latter that say something else, and have not only gained what several files share.
    """

    def __init__(self, model: Any, wanted: Sequence[Wanted], loader: Loader) -> None:
        self.model, self.loader = model, loader
        keys = [each.record.pk for each in wanted if each.record.pk]
        locked = model._base_manager.select_for_update(of=("self",), no_key=True).order_by("pk")
        known = Exists(differing(model).filter(object_id=OuterRef("pk")).order_by())
        rows = locked.filter(pk__in=keys).annotate(has_differed=known) if keys else ()
        self.records = {each.pk: each for each in rows}
        # Those of which a difference is kept, and {key: what the loader would have had them say} of those that differ.
        self.differed = {each.pk for each in rows if each.has_differed}
        self.differing: dict[int, dict[str, Any]] = {}
        self.compared: set[int] = set()
        names = {name for each in wanted for name in (*each.links, *each.members)}
        for record in self.records.values():
            names |= {name for name in (record.loaded or {}).get("values", ()) if is_many(record, name)}
        self.links = linked_keys(model, self.records, names)
        self.new: list[Record] = []
        self.changed: list[Record] = []
        self.rewritten: list[Record] = []
        # What differs of something public that the loader wrote, and that nobody has edited.
        self.proposed: list[tuple[Record, dict[str, Any]]] = []
        self.added: list[tuple[Record, str, Sequence[Any]]] = []
        self.gone: list[Link] = []

    @property
    def agreeing(self) -> set[int]:
        """Those that differed before and do so no longer, or are proposed; what only gains links is not compared."""
        return (self.differed & self.compared) - self.differing.keys()

    def take(self, wanted: Wanted) -> Written:
        """Decides what becomes of a record."""
        values = {name: stored(wanted.record, name, value) for name, value in wanted.values.items()}
        content = {name: plain(value) for name, value in values.items()}
        content |= {name: sorted(keys) for name, keys in wanted.links.items()}
        if wanted.record.pk is None:
            return self._create(wanted, values, content)
        record, links = self.records[wanted.record.pk], self.links[wanted.record.pk]
        now = said(record, links, content)
        if not self.loader.may_blank:
            content = {name: value for name, value in content.items() if not is_empty(value) or is_empty(now[name])}
        changed = sorted(name for name, value in content.items() if now[name] != value)
        self.compared |= {record.pk} if content else set()
        joined = _to_join(record, links, wanted)
        if changed and not may_write(record, links, changed, self.loader):
            if may_propose(record, links, changed, self.loader):
                self.proposed.append((record, {name: content[name] for name in changed}))
            else:
                self.note_news(record, {name: content[name] for name in changed})
            return Written(record, Outcome.DIFFERS, changed, False)
        if joined and self.loader.leaves_public and record.published_at:
            return Written(record, Outcome.DIFFERS, sorted(joined), False)
        if not changed and not joined:
            return Written(record, Outcome.UNCHANGED, [], False)
        first = bool(changed) and (record.loaded or {}).get("by", "") != self.loader.name
        self._update(record, wanted, {name: values.get(name) for name in content} if changed else {}, content, joined)
        return Written(record, Outcome.UPDATED, [*changed, *joined], first)

    def note_news(self, record: Record, content: dict[str, Any]) -> None:
        """What the source says otherwise than it did; what it said before, somebody has changed on purpose."""
        before = (record.loaded or {}).get("values", {})
        news = {name: value for name, value in content.items() if name not in before or before[name] != value}
        if news:
            self.differing[record.pk] = news

    def _create(self, wanted, values, content):
        record, joined = wanted.record, {name: list(keys) for name, keys in wanted.members.items() if keys}
        self._set(record, {**values, **wanted.unwatched})
        record.loaded = {"by": self.loader.name, "values": content} | ({"joined": joined} if joined else {})
        self.new.append(record)
        self.added += [(record, name, keys) for name, keys in {**wanted.links, **joined}.items()]
        return Written(record, Outcome.CREATED, sorted(content), True)

    def _update(self, record, wanted, values, content, joined):
        before = record.loaded or {"by": self.loader.name, "values": {}}
        made = before.get("joined", {})
        made |= {name: [*made.get(name, []), *keys] for name, keys in joined.items()}
        record.loaded = {**before, "joined": made} if made else {**before}
        if values:
            self._set(record, {**values, **wanted.unwatched})
            record.loaded |= {"by": self.loader.name, "values": {**before["values"], **content}}
            self._relink(record, {name: keys for name, keys in wanted.links.items() if name in content})
            self.rewritten.append(record)
        self.changed.append(record)
        self.added += [(record, name, keys) for name, keys in joined.items()]

    def _set(self, record, values):
        for name, value in values.items():
            if not is_many(record, name):
                setattr(record, name, value)

    def _relink(self, record, links):
        for name, keys in links.items():
            now = self.links[record.pk].get(name, [])
            self.added.append((record, name, [key for key in keys if key not in now]))
            self.gone += [(name, record.pk, key) for key in now if key not in keys]


def _to_join(record, links, wanted):
    """{relation: keys} of the shared links that are lacking and that this loader has not made before."""
    made = (record.loaded or {}).get("joined", {})
    found = {}
    for name, keys in wanted.members.items():
        lacking = [key for key in keys if key not in made.get(name, []) and key not in links.get(name, [])]
        found |= {name: lacking} if lacking else {}
    return found
