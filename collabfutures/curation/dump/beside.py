"""What readers are told that is in no public record: old addresses, what is withdrawn, the log, what curators noted."""

from collections.abc import Iterator
from typing import Any

from collabfutures.curation.addresses import FormerAddress, MergedRecord
from collabfutures.curation.changes import Change
from collabfutures.curation.dump.stored import Row, Slugs
from collabfutures.curation.models import Revision, kinds
from collabfutures.curation.publication import State
from collabfutures.curation.revisions.acts import Act
from collabfutures.curation.revisions.content import plain

# {name of the file: columns}
ADDRESSES, MERGED, LOG, NOTES = "former-addresses", "merged", "changes", "notes"
COLUMNS: dict[str, tuple[str, ...]] = {
    ADDRESSES: ("kind", "slug", "object_id", "is_gone", "withdrawn_at", "withdrawn_reason"),
    MERGED: ("kind", "object_id", "kept_id"),
    LOG: ("number", "kind", "object_id", "slug", "action", "target", "moment"),
    NOTES: ("kind", "slug", "moment", "note"),
}


def beside(slugs: Slugs) -> dict[str, Iterator[Row]]:
    """{name of the file: its rows}."""
    return {
        ADDRESSES: _addresses(),
        MERGED: _rows(MERGED, MergedRecord.objects.order_by("pk")),
        LOG: _rows(LOG, Change.objects.filter(number__isnull=False).order_by("number")),
        NOTES: _notes(slugs),
    }


def _rows(name, queryset):
    for values in queryset.values_list(*COLUMNS[name]).iterator(1_000):
        yield dict(zip(COLUMNS[name], map(plain, values), strict=True))


def _addresses() -> Iterator[Row]:
    """Those that lead elsewhere, and those where something was: of what is withdrawn no more than when and why."""
    yield from _rows(ADDRESSES, FormerAddress.objects.order_by("pk"))
    for model in kinds():
        gone: Any = model._base_manager.filter(state=State.WITHDRAWN).order_by("pk")
        for key, slug, moment, reason in gone.values_list("pk", "slug", "withdrawn_at", "withdrawn_reason"):
            values = (model._meta.label_lower, slug, key, True, plain(moment), reason)
            yield dict(zip(COLUMNS[ADDRESSES], values, strict=True))


def _notes(slugs: Slugs) -> Iterator[Row]:
    told = Revision.objects.filter(act=Act.PUBLISHED, is_told=True).order_by("pk")
    known = {model._meta.label_lower: public for model, public in slugs.items()}
    for kind, key, moment, note in told.values_list("kind", "object_id", "moment", "reason").iterator(1_000):
        if key in known.get(kind, {}):
            yield {"kind": kind, "slug": known[kind][key], "moment": plain(moment), "note": note}
