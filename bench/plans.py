"""Does PostgreSQL run a subquery once for each row? A condition of ours is hashed, or it is a NOT EXISTS on a key."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.db import connection
from django.http import QueryDict

from collabfutures.curation import registry


def unhashed_subplans() -> Iterator[str]:
    """The filters whose plan holds a subplan that is neither hashed nor an EXISTS; nothing on SQLite."""
    if connection.vendor != "postgresql":
        return
    for kind in registry.kinds():
        for name in kind.filterset_class.facet_names():
            for value in _values(kind, name):
                filterset = kind.filterset_class(QueryDict(urlencode({name: value})), kind.model.objects.published())
                filterset.form.is_valid()
                plan = filterset.qs.order_by().explain()
                if any(_is_unhashed(line) for line in plan.splitlines()):
                    yield f"{kind.model._meta.model_name}.{name}={value}"


def _values(kind, name):
    target = kind.filterset_class.base_filters[name].target(kind.model)
    slug = target.objects.published().values_list("slug", flat=True).first() if target else None
    return [value for value in ("none", slug) if value]


def _is_unhashed(line: str) -> bool:
    return "Filter:" in line and "SubPlan" in line and "hashed" not in line and "EXISTS" not in line
