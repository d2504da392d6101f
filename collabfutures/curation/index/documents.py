"""How records look, kept: as JSON, as cards of a list. A number of them, so that a page need not be made anew."""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable
from itertools import islice
from typing import Any, NamedTuple

import orjson

from collabfutures.curation import registry
from collabfutures.curation.changes import Change
from collabfutures.curation.index.shown import kinds_behind, showing
from collabfutures.curation.publication import is_public

# So many are kept of each kind, about two kilobytes each; of more, the oldest of the form that has most go.
MOST = 32_000


class Document(NamedTuple):
    """What a record looks like, and {(kind, slug)} of the records that it shows."""

    content: Any
    shows: frozenset[tuple[str, str]]


# From the prepared records that are lacking to what each looks like.
Write = Callable[[list[Any]], Iterable[Any]]


def written(model: Any, keys: Collection[int], write: Write) -> dict[int, Document]:
    """{primary key: Document} of the public records of a kind with these keys."""
    records = registry.kind_of(model).serializer_class.prepare(model._base_manager.filter(is_public(), pk__in=keys))
    contents = write(records)
    return {
        record.pk: Document(each, frozenset(_shown(record))) for record, each in zip(records, contents, strict=True)
    }


def as_json(model: Any, request: Any, applied: Callable[[dict[str, Any]], dict[str, Any]]) -> Write:
    """Writes records as the API has them; their full addresses are those of the request's site. `applied` gives of
    each the fields that are wanted."""
    serializer_class, context = registry.kind_of(model).serializer_class, {"request": request}
    return lambda records: (
        orjson.dumps(applied(row)) for row in serializer_class(records, many=True, context=context).data
    )


def _shown(record):
    for links in record.links.values():
        for link in links:
            yield link.kind._meta.label_lower, link.slug


def _with_fewer(kept):
    """Without a quarter, of one form: cards, which lists write in many ways, push no JSON out."""
    forms = Counter(_form(way) for way, _ in kept)
    most = max(forms, key=forms.__getitem__, default=None)
    gone = {*islice((key for key in kept if _form(key[0]) == most), MOST // 4)}
    return {key: each for key, each in kept.items() if key not in gone}


def _form(way):
    return way if isinstance(way, str) else way[0]


class Documents:
    """Those kept of one kind, by the way they are written and the primary key."""

    def __init__(self, kept: dict[tuple[Hashable, int], Document] | None = None) -> None:
        self._kept = kept or {}

    def contents(self, model: Any, keys: list[int], way: Hashable, write: Write) -> list[Any]:
        """What records look like, in the order of the keys; those that are not public any longer are left out."""
        # One and the same throughout: another thread may begin a new one.
        kept = self._kept
        lacking = [key for key in keys if (way, key) not in kept]
        made = written(model, lacking, write) if lacking else {}
        found = [made.get(key) or kept.get((way, key)) for key in keys]
        if len(self._kept) + len(made) > MOST:
            self._kept = _with_fewer(self._kept.copy())
        self._kept |= {(way, key): document for key, document in made.items()}
        return [each.content for each in found if each]

    def after(self, model: Any, changes: Iterable[Change], touched: Iterable[int]) -> "Documents":
        """Those that are as they were before the changes."""
        behind, changes = kinds_behind(model), list(changes)
        if any(each.kind in behind for each in changes):
            return Documents()
        seen = {(each.kind, each.slug) for each in changes}
        # A copy, because other threads may still add to it.
        kept = self._kept.copy().items()
        gone = {*touched, *showing(model, changes, {key for (_, key), _ in kept})}
        return Documents({key: each for key, each in kept if key[1] not in gone and not each.shows & seen})
