"""An index that follows what has changed, without being made anew."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from django.db.models import F
from pyroaring import BitMap

from collabfutures.curation.changes import Change
from collabfutures.curation.database.expressions import KeyAmong
from collabfutures.curation.index.hits import Hits
from collabfutures.curation.index.kind_index import KindIndex
from collabfutures.curation.index.options import MOST as MOST_OPTIONS
from collabfutures.curation.index.options import Options
from collabfutures.curation.index.places import places_of
from collabfutures.curation.index.rows import Rows

# Where more records changed at once, and more than a twentieth of all, the index is read anew: that is faster.
MOST, SHARE = 2_000, 20


def most_followed(index: KindIndex) -> int:
    """So many changes are followed one by one."""
    return max(MOST, len(index.public) // SHARE)


class Delta:
    """What a number of changes mean for the index of one kind."""

    def __init__(self, rows: Rows, changes: Iterable[Change]) -> None:
        self.rows, self.changes = rows, list(changes)
        self.changed: dict[str, set[int]] = {}
        for change in self.changes:
            self.changed.setdefault(change.kind, set()).add(change.object_id)

    def is_too_much(self, index: KindIndex) -> bool:
        return max(len(self.changes), len(self.touched)) > most_followed(index)

    @cached_property
    def touched(self) -> BitMap:
        """The records of the kind that changed, and those that lead over a record that did."""
        found = BitMap(self._of(self.rows.model))
        for name in self.rows.filters:
            for relation, kind in self.rows.lead_over(name):
                if keys := self._of(kind):
                    found |= BitMap(self.rows.public.filter(**{f"{relation}__in": keys}).values_list("pk", flat=True))
        return found

    def applied(self, index: KindIndex) -> KindIndex:
        """The index as it is after the changes."""
        touched = self.touched
        options = {name: self._followed(name, old, touched) for name, old in index.options.items()}
        documents = index.documents.after(self.rows.model, self.changes, touched)
        if not touched:
            return replace(index, options=options, documents=documents)
        public = BitMap(self.rows.public.filter(KeyAmong(F("pk"), touched)).values_list("pk", flat=True))
        orders = {word: order.without(touched) for word, order in index.orders.items()}
        for word, (places, keys) in places_of(self.rows, orders, public).items():
            orders[word] = orders[word].with_at(places, keys)
        public |= index.public - touched
        return replace(index, public=public, options=options, orders=orders, documents=documents, hits=Hits())

    def _followed(self, name, old, touched):
        """The options of a filter after the changes: of the records touched, and of the options that are records."""
        if old.are_too_many:
            return old
        target = self.rows.target(name)
        turned = self._of(target)
        found: Options = old.with_records(touched, self.rows.pairs(name, records=touched)) if touched else old
        if turned:
            found = found.with_options(turned, self.rows.packed(name, MOST_OPTIONS, turned))
        if found.bounded is not found:
            return found.bounded
        listed = self.rows.listed(name) if target and self.changed else found.listed
        if found is old and listed == old.listed:
            return old
        unnamed = turned | {key for key in found.bitmaps if key not in old.labels} if target else set()
        named = {key: label for key, label in found.labels.items() if key in found.bitmaps and key not in turned}
        fresh = self.rows.called(name, unnamed) if unnamed else {}
        labels = named | {key: label for key, label in fresh.items() if key in found.bitmaps}
        return replace(found, labels=labels, listed=listed)

    def _of(self, kind):
        return self.changed.get(kind._meta.label_lower, set()) if kind else set()
