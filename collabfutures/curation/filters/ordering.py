"""In which order a list stands. The primary key ends each, so that no record falls between two pages."""

from typing import Any

import django_filters
from django.db.models import F, Model, QuerySet


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


RELEVANCE = ["-search_rank"]
# The order of what a search finds where that is too much to be ranked.
BY_DATE = "newest"
COMMON_ORDERS: dict[str, list] = {
    "title": ["sort_title"],
    "title-descending": ["-sort_title"],
    "newest": [F("published_at").desc(nulls_last=True)],
    "recently-updated": ["-updated_at"],
    "relevance": RELEVANCE,
}
