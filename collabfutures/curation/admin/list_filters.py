"""Filters beside a list of the admin that stay short however many values a column holds."""

from typing import Any

from django.contrib.admin import AllValuesFieldListFilter, SimpleListFilter
from django.db.models import Count, Field, QuerySet

from collabfutures.curation.desk.queues import BY_NAME, QUEUES

MOST = 20


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
