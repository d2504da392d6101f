"""Of which kinds of record does the answer at an address depend?"""

from functools import cache
from typing import Any

from django.http import HttpRequest

from collabfutures.curation import registry
from collabfutures.curation.relations import is_kind, kinds_along

# Forms in which a record is its own fields and the slugs of its links; others say more of what it is tied to.
PLAIN_FORMATS = ("", "json", "csv")
# /api/v1/KIND/SLUG/ is as deep as a record of the API stands.
DEEPER = 6
PLAIN_TYPES = ("", "*/*", "application/json", "text/csv")


def kinds_read(request: HttpRequest) -> frozenset[str]:
    """The labels of the kinds that the answer depends on, as far as they can be told apart; empty for all of them.

    They are told for lists and records of the API. A page shows so much of so many kinds that any change renews it, and
    a search reads what every vocabulary is called.
    """
    if not request.path_info.startswith("/api/"):
        return frozenset()
    is_plain = request.GET.get("format", "") in PLAIN_FORMATS and request.headers.get("Accept", "") in PLAIN_TYPES
    if not is_plain or "q" in request.GET:
        return frozenset()
    kind = _kinds_by_address().get("/".join(request.path.split("/")[:4]))
    # A register of statements stands below a series, and holds what every kind rests on.
    return viewset_reads(kind.viewset) if kind and request.path.count("/") < DEEPER else frozenset()


@cache
def _kinds_by_address():
    """{“/api/v1/findings”: Kind}"""
    return {kind.model.get_api_url().rstrip("/"): kind for kind in registry.kinds()}


@cache
def viewset_reads(viewset: Any) -> frozenset[str]:
    """The kind itself, those that its serializer and its filters lead to, over others too, and what these point at."""
    model, filters = viewset.serializer_class.Meta.model, viewset.filterset_class.base_filters
    filtered = (name for item in filters.values() for name in getattr(item, "relations", []))
    names = [*viewset.serializer_class.linked(), *filtered]
    found = {model, *(kind for name in names for kind in kinds_along(model, name))}
    # Options are narrowed, and links noted, by what the record at their other end points at.
    found |= {field.related_model for kind in found for field in _all_fields(kind) if is_kind(field.related_model)}
    return frozenset(kind._meta.label_lower for kind in found)


def _all_fields(kind):
    return [*kind._meta.concrete_fields, *kind._meta.local_many_to_many]
