"""A reader's collection, to become a brief. It lives in the address and nowhere else:
`brief=finding.SLUG~barrier.SLUG~map.QUERY&brief_title=…&brief_sector=SLUG&brief_organisation=…`.

An entry is a record, or what a page such as the map shows for a query; that query stands in the key as it is.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from collabfutures.brief.keys import BETWEEN, BRIEF, MOST, PAGE, RECORD, WITHIN, fitting, key_of, read_keys
from collabfutures.curation.api.serializer_fields import kind_name
from collabfutures.curation.links import Link
from collabfutures.curation.mixed import fetch_mixed
from collabfutures.curation.models import Record, kinds

_, BRIEF_TITLE, BRIEF_SECTOR, BRIEF_ORGANISATION = settings.CARRIED_PARAMETERS
LONGEST_TITLE = 120


@dataclass(frozen=True)
class Collection:
    """Keys (“finding.trust-matters”) in the reader's order, each once; the brief's title, for which sector, by whom."""

    keys: tuple[str, ...] = ()
    title: str = ""
    sector: str = ""
    organisation: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> "Collection":
        """Raises ValidationError for what is no list of keys, or too long a one, or too long a title."""
        title, organisation = (_short(query, name) for name in (BRIEF_TITLE, BRIEF_ORGANISATION))
        return cls(read_keys(query.get(BRIEF, "")), title, query.get(BRIEF_SECTOR, ""), organisation)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The parameters that say all this, without the empty ones."""
        values = (self.value, self.title, self.sector, self.organisation)
        found = zip(settings.CARRIED_PARAMETERS, values, strict=True)
        return [(name, value) for name, value in found if value]

    @property
    def query(self) -> str:
        return urlencode(self.pairs, safe=BETWEEN)

    @property
    def value(self) -> str:
        return BETWEEN.join(self.keys)

    @property
    def pages(self) -> list[str]:
        """The keys of what is no record."""
        return [key for key in self.keys if PAGE.fullmatch(key)]

    def adding(self, *entries: Record | Link | str) -> "Collection":
        """The same and these records, or keys, as far as there is room for them."""
        return replace(self, keys=fitting([*self.keys, *map(key_of, entries)]))

    @property
    def is_full(self) -> bool:
        return len(self.keys) >= MOST

    def without(self, key: str) -> "Collection":
        return replace(self, keys=tuple(each for each in self.keys if each != key))

    def moved(self, key: str, by: int) -> "Collection":
        """The same with one entry `by` places further down."""
        keys = list(self.keys)
        place = keys.index(key) + by
        keys.remove(key)
        keys.insert(max(0, place), key)
        return replace(self, keys=tuple(keys))

    def fetch(self, *others: QuerySet) -> tuple[dict[str, Record], list[list[Any]]]:
        """{key: record} of the public ones, in their order, and those of the other querysets: all in one query.

        What is no longer public is left out.
        """
        by_kind, slugs = {kind_name(model): model for model in kinds()}, defaultdict(list)
        for kind, slug in (key.split(WITHIN) for key in self.keys if RECORD.fullmatch(key)):
            slugs[kind].append(slug)
        wanted = [by_kind[kind].objects.published().filter(slug__in=slugs[kind]) for kind in slugs if kind in by_kind]
        groups = fetch_mixed(*wanted, *others)
        found = {key_of(record): record for group in groups[: len(wanted)] for record in group}
        return {key: found[key] for key in self.keys if key in found}, groups[len(wanted) :]


def _short(query, name):
    text = query.get(name, "").strip()
    if len(text) > LONGEST_TITLE:
        what = name.removeprefix("brief_")
        raise ValidationError({name: f"The {what} may have at most {LONGEST_TITLE} characters."})
    return text


def carried(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the reader's collection as `brief`; an unreadable one is told and counts as empty."""
    try:
        return {"brief": Collection.read(request.GET)}
    except ValidationError as error:
        return {"brief": Collection(), "brief_lost": error.messages}
