"""What is an entry of a brief called in an address? “finding.SLUG” for a record, “map.QUERY” for what a page shows."""

import re
from collections.abc import Iterable
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict

from collabfutures.curation.api.serializer_fields import kind_name
from collabfutures.curation.fields import SLUG_PATTERN
from collabfutures.curation.links import Link
from collabfutures.curation.models import Record

BRIEF = settings.CARRIED_PARAMETERS[0]
BETWEEN, WITHIN = "~", "."
MOST, MOST_PAGES = 40, 4
# The pages that a reader may put into a brief with what they show for a query.
PAGES = ("comparison", "map", "workshop")
RECORD = re.compile(rf"([-a-z]{{1,40}})\.({SLUG_PATTERN})")
PAGE = re.compile(rf"({'|'.join(PAGES)})\.([^~]{{0,1500}})")


def read_keys(text: str) -> tuple[str, ...]:
    """The keys in a `brief=` parameter, each once. Raises ValidationError for what is none, and for too many."""
    keys = tuple(dict.fromkeys(key for key in text.split(BETWEEN) if key))
    wrong = next((key for key in keys if not (RECORD.fullmatch(key) or PAGE.fullmatch(key))), None)
    if wrong:
        raise ValidationError(
            {BRIEF: f"“{wrong[:80]}” is no entry of a brief. Use KIND.ADDRESS, such as finding.trust."}
        )
    if len(keys) > MOST:
        raise ValidationError({BRIEF: f"A brief holds at most {MOST} records; this one has {len(keys)}."})
    if sum(bool(PAGE.fullmatch(key)) for key in keys) > MOST_PAGES:
        raise ValidationError({BRIEF: f"A brief holds at most {MOST_PAGES} maps, comparisons and workshops."})
    return keys


def fitting(keys: Iterable[str]) -> tuple[str, ...]:
    """As many of the keys as a brief holds, each once: what is offered to a reader is never refused afterwards."""
    kept = list(dict.fromkeys(keys))
    pages = [key for key in kept if PAGE.fullmatch(key)][:MOST_PAGES]
    return tuple(key for key in kept if key in pages or RECORD.fullmatch(key))[:MOST]


def key_of(entry: Record | Link | str) -> str:
    if isinstance(entry, str):
        return entry
    model = type(entry) if isinstance(entry, Record) else entry.kind
    return f"{kind_name(model)}{WITHIN}{entry.slug}"


def page_key(page: str, query: QueryDict) -> str:
    """The key of what a page shows for a query, without what belongs to the brief: “map.rows=theme&columns=sector”."""
    pairs = [(name, value) for name, values in sorted(query.lists()) for value in values]
    kept = [(name, value) for name, value in pairs if name not in settings.CARRIED_PARAMETERS]
    return f"{page}{WITHIN}{urlencode(kept).replace(BETWEEN, '%7E')}"
