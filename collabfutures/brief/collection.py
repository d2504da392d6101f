"""A reader's collection of records, to become a brief. It lives in the address and nowhere else:
`brief=finding.SLUG~barrier.SLUG&brief_title=…&brief_sector=SLUG`."""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from collabfutures.curation.api.serializer_fields import kind_name
from collabfutures.curation.fields import SLUG_PATTERN
from collabfutures.curation.links import Link
from collabfutures.curation.mixed import fetch_mixed
from collabfutures.curation.models import Record, kinds

BRIEF, BRIEF_TITLE, BRIEF_SECTOR = settings.CARRIED_PARAMETERS
BETWEEN, WITHIN = "~", "."
MOST = 40
LONGEST_TITLE = 120
_KEY = re.compile(rf"([-a-z]{{1,40}})\.({SLUG_PATTERN})")


@dataclass(frozen=True)
class Collection:
    """Keys of records (“finding.trust-matters”) in the reader's order, each once; title and sector of the brief."""

    keys: tuple[str, ...] = ()
    title: str = ""
    sector: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> "Collection":
        """Raises ValidationError for what is no list of keys, or too long a one, or too long a title."""
        title, sector = query.get(BRIEF_TITLE, "").strip(), query.get(BRIEF_SECTOR, "")
        if len(title) > LONGEST_TITLE:
            raise ValidationError({BRIEF_TITLE: f"The title may have at most {LONGEST_TITLE} characters."})
        return cls(_keys(query.get(BRIEF, "")), title, sector)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The parameters that say all this, without the empty ones."""
        found = ((BRIEF, self.value), (BRIEF_TITLE, self.title), (BRIEF_SECTOR, self.sector))
        return [(name, value) for name, value in found if value]

    @property
    def query(self) -> str:
        return urlencode(self.pairs, safe=BETWEEN)

    @property
    def value(self) -> str:
        return BETWEEN.join(self.keys)

    def adding(self, *records: Record | Link) -> "Collection":
        """The same and these records, as far as there is room for them."""
        return replace(self, keys=tuple(dict.fromkeys([*self.keys, *map(key_of, records)]))[:MOST])

    @property
    def is_full(self) -> bool:
        return len(self.keys) >= MOST

    def without(self, record: Record | Link) -> "Collection":
        return replace(self, keys=tuple(key for key in self.keys if key != key_of(record)))

    def moved(self, record: Record | Link, by: int) -> "Collection":
        """The same with one record `by` places further down."""
        keys, key = list(self.keys), key_of(record)
        place = keys.index(key) + by
        keys.remove(key)
        keys.insert(max(0, place), key)
        return replace(self, keys=tuple(keys))

    def fetch(self, *others: QuerySet) -> tuple[list[Record], list[list[Any]]]:
        """The public records among them, in their order, and those of the other querysets: all in one query.

        What is no longer public is left out.
        """
        by_kind, slugs = {kind_name(model): model for model in kinds()}, defaultdict(list)
        for kind, slug in (key.split(WITHIN) for key in self.keys):
            slugs[kind].append(slug)
        wanted = [by_kind[kind].objects.published().filter(slug__in=slugs[kind]) for kind in slugs if kind in by_kind]
        groups = fetch_mixed(*wanted, *others)
        found = {key_of(record): record for group in groups[: len(wanted)] for record in group}
        return [found[key] for key in self.keys if key in found], groups[len(wanted) :]


def _keys(text):
    keys = tuple(dict.fromkeys(key for key in text.split(BETWEEN) if key))
    wrong = next((key for key in keys if not _KEY.fullmatch(key)), None)
    if wrong:
        raise ValidationError(
            {BRIEF: f"“{wrong[:80]}” is no entry of a brief. Use KIND.ADDRESS, such as finding.trust."}
        )
    if len(keys) > MOST:
        raise ValidationError({BRIEF: f"A brief holds at most {MOST} records; this one has {len(keys)}."})
    return keys


def key_of(record: Record | Link) -> str:
    model = type(record) if isinstance(record, Record) else record.kind
    return f"{kind_name(model)}{WITHIN}{record.slug}"


def carried(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the reader's collection as `brief`; an unreadable one is told and counts as empty."""
    try:
        return {"brief": Collection.read(request.GET)}
    except ValidationError as error:
        return {"brief": Collection(), "brief_lost": error.messages}
