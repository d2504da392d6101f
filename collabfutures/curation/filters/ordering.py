"""In which order a list stands. The primary key ends each, so that no record falls between two pages."""

from typing import Any

import django_filters
from django.db.models import Expression, F, Model, OrderBy, OuterRef, QuerySet, Subquery

from collabfutures.curation.changes import Change


class SortFilter(django_filters.ChoiceFilter):
    """The order of a list. `orders` maps the reader's word to columns; the first is usual, a search prefers relevance.

    The primary key ends every order, so that no record falls between two pages.
    """

    def __init__(self, orders: dict[str, list]) -> None:
        self.orders = orders
        choices = [(word, word.replace("-", " ").capitalize()) for word in orders]
        wrong = f"“%(value)s” is not allowed for sort. Allowed: {', '.join(orders)}."
        super().__init__(
            label="Order", choices=choices, empty_label="Usual order", error_messages={"invalid_choice": wrong}
        )

    def filter(self, queryset: QuerySet, word: str) -> QuerySet:
        word = BY_DATE if self.parent.is_by_date else word
        return queryset.order_by(*self.columns(word, "search_rank" in queryset.query.annotations), "pk")

    def columns(self, word: str, ranked: bool) -> list:
        """What a list is ordered by; `ranked` says whether a search has given its records a rank."""
        columns = self.orders[word or ("relevance" if ranked else next(iter(self.orders)))]
        return next(iter(self.orders.values())) if columns == RELEVANCE and not ranked else columns

    def parameter(self, model: type[Model]) -> tuple[dict[str, Any], str, bool]:
        return {"type": "string", "enum": list(self.orders)}, "Order. The primary key ends every order.", False


class LastChange(Expression):
    """The number in the log of the last thing that happened in public to a record, of the kind that is asked for.

    `updated_at` says when a record itself was saved; readers are told the moment in the log, where a link counts too.
    """

    def resolve_expression(self, query: Any = None, *args: Any, **kwargs: Any) -> Any:
        rows = Change.objects.filter(
            kind=query.model._meta.label_lower, slug=OuterRef("slug"), object_id=OuterRef("pk")
        )
        return Subquery(rows.order_by("-number").values("number")[:1]).resolve_expression(query, *args, **kwargs)


RELEVANCE = ["-search_rank"]
# The order of what a search finds where that is too much to be ranked.
BY_DATE = "newest"
COMMON_ORDERS: dict[str, list] = {
    "title": ["sort_title"],
    "title-descending": ["-sort_title"],
    "newest": [F("published_at").desc(nulls_last=True)],
    "recently-updated": [OrderBy(LastChange(), descending=True, nulls_last=True)],
    "relevance": RELEVANCE,
}
