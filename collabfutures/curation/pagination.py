"""Pages of a list: the same page numbers, sizes and cursors for HTML, JSON and every other form."""

from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import quote_plus, urlencode

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict

from collabfutures.curation.cursors import Position, in_walk, keyed, read_position
from collabfutures.curation.links import Link
from collabfutures.curation.messages import not_allowed, whole_number

SIZES = (10, 25, 50, 100)
USUAL_SIZE = 25
MOST_PAGES = 500
EVERYTHING = "all"
# The same few names and values stand in every address of a list.
quoted = lru_cache(10_000)(quote_plus)


def page_size(params: QueryDict) -> int:
    """How many stand on a page. Raises ValidationError for a number that is not offered."""
    text = params.get("page_size", str(USUAL_SIZE))
    if text not in map(str, SIZES):
        raise ValidationError({"page_size": not_allowed("page_size", text, map(str, SIZES))})
    return int(text)


class Page:
    """One page of a list: `records` with their links, `count` in all, and where its neighbours are.

    `found` is what the query finds (`index.Results`). `cursor=` goes on behind a record, in the list's own order;
    beyond the last page number `next` is such a cursor, so that no list ends before its last record. `whole` says
    whether `page=all` is allowed. Raises ValidationError.
    """

    def __init__(self, found: Any, params: QueryDict, serializer_class: Any, whole: bool = False) -> None:
        self.found, self.params, self.serializer_class = found, params, serializer_class
        self.size = page_size(params)
        self.whole = whole and params.get("page") == EVERYTHING
        self.is_walk = "cursor" in params
        self.position = read_position(self.queryset, params) if self.is_walk else None
        self.number = 1 if self.whole or self.is_walk else self._number(params.get("page", "1"), whole)
        self.count = found.count
        self.last = max(1, -(-self.count // self.size))
        self._check()

    @cached_property
    def queryset(self) -> QuerySet:
        """The records in their order. It is not made for a page of the index: its form costs more than the answer."""
        return in_walk(self.found.queryset, self.params) if self.is_walk else self.found.queryset

    def _check(self):
        if self.is_walk and "page" in self.params:
            raise ValidationError({"page": "“page” and “cursor” do not go together: give one of them."})
        if self.number > self.last:
            raise ValidationError({"page": f"There is no page {self.number}: the last page is {self.last}."})

    @cached_property
    def records(self) -> list[Any]:
        """The records of the page with their links."""
        if not self._is_numbered:
            return self.serializer_class.prepare(self._read[0])
        # Whatever the keys come from, only what is public now is shown.
        records = self.serializer_class.Meta.model.objects.published().in_bulk(self.keys)
        return self.serializer_class.prepare(records[key] for key in self.keys if key in records)

    @cached_property
    def links(self) -> list[Link]:
        """The records of the page by their titles and addresses."""
        return self.found.contents(self.keys, "link", lambda records: [Link.to(record) for record in records])

    @cached_property
    def keys(self) -> list[int]:
        """The primary keys of the records of the page."""
        if not self._is_numbered:
            return [record.pk for record in self._read[0]]
        return self.found.keys(self.first_position - 1, self.last_position) if self.count else []

    @property
    def _is_numbered(self):
        """Whether the keys tell the page: it has a number, and so has the next one."""
        return not self.whole and not self.is_walk and self.number < MOST_PAGES

    @cached_property
    def _read(self):
        """The records as the queryset has them, and the cursor behind the last where the next page has no number."""
        if not self.count:
            return [], None
        if self.whole:
            return list(self.queryset), None
        start = 0 if self.is_walk else (self.number - 1) * self.size
        found = keyed(self.queryset)
        found = self.position.behind(found) if self.position else found
        records = list(found[start : start + self.size + 1])
        more = len(records) > self.size
        after = Position.of(records[self.size - 1], self.queryset, self.params) if more else None
        return records[: self.size], after

    @staticmethod
    def _number(text, whole):
        allowed = f"a whole number from 1 to {MOST_PAGES}" + (f" or “{EVERYTHING}”" if whole else "")
        number = whole_number(text, "page", allowed)
        if number > MOST_PAGES:
            raise ValidationError({"page": f"“{number}” is not allowed for page. Use {allowed}, then “cursor”."})
        return number

    @property
    def first_position(self) -> int:
        return (self.number - 1) * self.size + 1 if self.count else 0

    @property
    def last_position(self) -> int:
        return min(self.count, self.number * self.size)

    def address(self, **layout: Any) -> str:
        """The query string of another page of this list."""
        kept = [(name, value) for name, values in self.params.lists() for value in values]
        kept = [(name, value) for name, value in kept if name not in ("page", "cursor")]
        return "?" + urlencode([*kept, *layout.items()], quote_via=quoted)

    @cached_property
    def next(self) -> str | None:
        after = None if self._is_numbered or self.whole else self._read[1]
        if after:
            return self.address(cursor=after.text)
        has_number = not self.whole and not self.is_walk and self.number < min(self.last, MOST_PAGES)
        return self.address(page=self.number + 1) if has_number else None

    @cached_property
    def previous(self) -> str | None:
        """The page before; behind a cursor there is none, only the beginning."""
        return None if self.whole or self.is_walk or self.number == 1 else self.address(page=self.number - 1)
