"""How does each record look in JSON? A number of them is kept as text, so that a list need not be made anew."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

import orjson

from collabfutures.curation import registry
from collabfutures.curation.changes import Action, Change
from collabfutures.curation.index.shown import kinds_shown, pointed_at
from collabfutures.curation.publication import is_public

# So many are kept of each kind: about two kilobytes each.
MOST = 20_000


class Document(NamedTuple):
    """A record as JSON, and {(kind, slug)} of the records that it shows."""

    text: bytes
    shows: frozenset[tuple[str, str]]


def write(model: Any, keys: Collection[int], request: Any) -> dict[int, Document]:
    """{primary key: Document} of the public records of a kind with these keys."""
    serializer_class = registry.kind_of(model).serializer_class
    records = serializer_class.prepare(model._base_manager.filter(is_public(), pk__in=keys))
    made = serializer_class(records, many=True, context={"request": request}).data
    return {
        record.pk: Document(orjson.dumps(text), frozenset(_shown(record)))
        for record, text in zip(records, made, strict=True)
    }


def _shown(record):
    for links in record.links.values():
        for link in links:
            yield link.kind._meta.label_lower, link.slug


class Documents:
    """Those kept of one kind, by the address of the site and the primary key: full addresses stand in the text."""

    def __init__(self, kept: dict[tuple[str, int], Document] | None = None) -> None:
        self._kept = kept or {}

    def texts(self, model: Any, keys: list[int], request: Any) -> list[bytes]:
        """The documents of records, in the order of the keys; what is not public any longer is left out."""
        site = request.build_absolute_uri("/")
        lacking = [key for key in keys if (site, key) not in self._kept]
        made = write(model, lacking, request) if lacking else {}
        found = [made.get(key) or self._kept.get((site, key)) for key in keys]
        if len(self._kept) + len(made) > MOST:
            self._kept = {}
        self._kept |= {(site, key): document for key, document in made.items()}
        return [each.text for each in found if each]

    def after(self, model: Any, changes: Iterable[Change], touched: Iterable[int]) -> "Documents":
        """Those that are as they were before the changes."""
        linked = kinds_shown(model)
        changes = [each for each in changes if each.kind in linked or each.kind == model._meta.label_lower]
        if any(each.action != Action.CHANGED for each in changes if each.kind in linked):
            return Documents()
        seen = {(each.kind, each.slug) for each in changes}
        gone = {*touched, *pointed_at(model, changes)}
        kept = self._kept.items()
        return Documents({key: each for key, each in kept if key[1] not in gone and not each.shows & seen})
