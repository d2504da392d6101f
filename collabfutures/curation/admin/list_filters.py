"""Filters beside a list of the admin that stay short however many values a column holds."""

from datetime import timedelta
from typing import Any

from django.contrib.admin import AllValuesFieldListFilter, RelatedFieldListFilter, SimpleListFilter
from django.db.models import Count, Field, QuerySet
from django.utils import timezone

from collabfutures.curation.desk.queues import BY_NAME, QUEUES

MOST = 20
# {value: (days, label)}; negative days mean longer ago.
AGES = {
    "today": (1, "In the last day"),
    "week": (7, "In the last week"),
    "month": (30, "In the last thirty days"),
    "year": (-365, "Not for a year"),
}


class QueueFilter(SimpleListFilter):
    """What there is to do: the records of the list that wait in a queue."""

    title, parameter_name = "what there is to do", "queue"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        model, user = model_admin.model, request.user
        return [(queue.name, queue.title) for queue in QUEUES if queue.condition(model, user) is not None]

    def queryset(self, request: Any, queryset: QuerySet) -> QuerySet:
        queue = BY_NAME.get(self.value() or "")
        found = queue.condition(queryset.model, request.user) if queue else None
        return queryset.filter(found) if found is not None else queryset


class OriginFilter(SimpleListFilter):
    """Where a record comes from: what a program brought keeps what it said, also when somebody has edited it since."""

    title, parameter_name = "where it comes from", "origin"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return [("brought", "An award or a file"), ("desk", "Written at the desk")]

    def queryset(self, request: Any, queryset: QuerySet) -> QuerySet:
        is_brought = {"brought": True, "desk": False}.get(self.value() or "")
        return queryset if is_brought is None else queryset.filter(loaded__isnull=not is_brought)


class AgeFilter(SimpleListFilter):
    """How long nobody has touched a record."""

    title, parameter_name = "last touched", "touched"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return [(name, label) for name, (_, label) in AGES.items()]

    def queryset(self, request: Any, queryset: QuerySet) -> QuerySet:
        days, _ = AGES.get(self.value() or "", (None, ""))
        if days is None:
            return queryset
        since = timezone.now() - timedelta(days=abs(days))
        return queryset.filter(updated_at__lt=since) if days < 0 else queryset.filter(updated_at__gte=since)


class FrequentRecordsFilter(RelatedFieldListFilter):
    """The records that most of the list are tied to, and the one that is chosen: of thousands nobody reads a list."""

    are_more = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.are_more:
            self.title = f"{self.title} (the {MOST} most frequent)"

    def field_choices(self, field: Any, request: Any, model_admin: Any) -> list[Any]:
        path, title = f"{self.field_path}__pk", f"{self.field_path}__title"
        tied = model_admin.get_queryset(request).order_by().exclude(**{path: None}).values_list(path, title)
        found = list(tied.annotate(n=Count("pk")).order_by("-n", title)[: MOST + 1])
        self.are_more = len(found) > MOST
        shown = {key: called for key, called, _ in found[:MOST]}
        # As an address has them, in a list.
        if chosen := [each for each in self.lookup_val or () if _is_key(each) and int(each) not in shown]:
            shown |= dict(field.related_model._base_manager.filter(pk__in=chosen).values_list("pk", "title"))
        return sorted(shown.items(), key=lambda pair: pair[1])


def _is_key(text):
    return str(text).isascii() and str(text).isdigit() and len(str(text)) < 19


class FrequentValuesFilter(AllValuesFieldListFilter):
    """The values that most records have, and the one that is chosen. Others are found by the search above the list."""

    def __init__(self, field: Field, request: Any, params: Any, model: Any, model_admin: Any, field_path: str) -> None:
        super().__init__(field, request, params, model, model_admin, field_path)
        counted = model_admin.get_queryset(request).order_by().values(field_path).annotate(n=Count("pk"))
        values = list(counted.order_by("-n", field_path).values_list(field_path, flat=True)[: MOST + 1])
        if len(values) > MOST:
            self.title = f"{self.title} (the {MOST} most frequent)"
        shown = {str(value): value for value in values[:MOST] if value not in (None, "")}
        if self.lookup_val:
            # As an address has it, in a list.
            shown |= {str(each): each for each in self.lookup_val}
        self.lookup_choices: Any = [
            *sorted(shown.values(), key=str),
            *(value for value in values[:MOST] if value is None),
        ]


# Those of every kind.
OWN_FILTERS: tuple[type[SimpleListFilter], ...] = (QueueFilter, OriginFilter, AgeFilter)
