"""Pages of a list: the same page numbers, sizes and cursors for HTML, JSON and every other form."""

import re
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import QueryDict

from collabfutures.curation.cursors import Position, keyed, read_position
from collabfutures.curation.messages import not_allowed

SIZES = (10, 25, 50, 100)
USUAL_SIZE = 25
MOST_PAGES = 500
EVERYTHING = "all"


def whole_number(text: str, name: str, allowed: str) -> int:
    """A positive number in ASCII digits. Raises ValidationError naming the parameter and what it takes."""
    if not re.fullmatch(r"[1-9][0-9]{0,5}", text):
        raise ValidationError({name: f"“{text[:40]}” is not allowed for {name}. Use {allowed}."})
    return int(text)


class Page:
    """One page of an ordered queryset: `records` with their links, `count` in all, and where its neighbours are.

    `cursor=` goes on behind a record, in the list's own order; beyond the last page number `next` is such a cursor, so
    that no list ends before its last record. `whole` says whether `page=all` is allowed, `count` how many records
    there are where that is known. Raises ValidationError.
    """

    def __init__(
        self,
        queryset: QuerySet,
        params: QueryDict,
        serializer_class: Any,
        whole: bool = False,
        count: int | None = None,
    ) -> None:
        self.params = params
        self.size = self._size(params.get("page_size", str(USUAL_SIZE)))
        self.whole = whole and params.get("page") == EVERYTHING
        self.position = read_position(queryset, params) if "cursor" in params else None
        self.number = 1 if self.whole or self.position else self._number(params.get("page", "1"), whole)
        paginator = Paginator(queryset, self.size)
        if count is not None:
            paginator.count = count
        self.count, self.last = paginator.count, paginator.num_pages
        self._check()
        records, self._after = self._records(queryset)
        self.records = serializer_class.prepare(records)

    def _check(self):
        if self.whole and self.count > MOST_PAGES * max(SIZES):
            raise ValidationError({"page": f"More than {MOST_PAGES * max(SIZES)} records: narrow the list first."})
        if self.position and "page" in self.params:
            raise ValidationError({"page": "“page” and “cursor” do not go together: give one of them."})
        if self.number > self.last:
            raise ValidationError({"page": f"There is no page {self.number}: the last page is {self.last}."})

    def _records(self, queryset):
        """The records, and the cursor behind the last of them where the next page has no number."""
        if not self.count:
            return [], None
        if self.whole:
            return list(queryset), None
        if self.position is None and self.number < MOST_PAGES:
            start = (self.number - 1) * self.size
            return list(queryset[start : start + self.size]), None
        found = keyed(queryset)
        start = 0 if self.position else (self.number - 1) * self.size
        found = self.position.behind(found) if self.position else found
        records = list(found[start : start + self.size + 1])
        more = len(records) > self.size
        return records[: self.size], Position.of(records[self.size - 1], queryset, self.params) if more else None

    @staticmethod
    def _size(text):
        if text not in map(str, SIZES):
            raise ValidationError({"page_size": not_allowed("page_size", text, map(str, SIZES))})
        return int(text)

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
        return "?" + urlencode([*kept, *layout.items()])

    @property
    def next(self) -> str | None:
        if self._after:
            return self.address(cursor=self._after.text)
        has_number = not self.whole and not self.position and self.number < min(self.last, MOST_PAGES)
        return self.address(page=self.number + 1) if has_number else None

    @property
    def previous(self) -> str | None:
        """The page before; behind a cursor there is none, only the beginning."""
        return None if self.whole or self.position or self.number == 1 else self.address(page=self.number - 1)
