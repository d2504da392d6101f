"""In which order a list stands. The primary key ends each, so that no record falls between two pages."""

import django_filters
from django.db.models import F


class SortFilter(django_filters.ChoiceFilter):
    """The order of a list. `orders` maps the reader's word to columns; the first is usual, a search prefers relevance.

    The primary key ends every order, so that no record falls between two pages.
    """

    def __init__(self, orders):
        self.orders = orders
        choices = [(word, word.replace("-", " ").capitalize()) for word in orders]
        wrong = f"“%(value)s” is not allowed for sort. Allowed: {', '.join(orders)}."
        super().__init__(
            label="Order", choices=choices, empty_label="Usual order", error_messages={"invalid_choice": wrong}
        )

    def filter(self, queryset, word):
        ranked = "search_rank" in queryset.query.annotations
        word = word or ("relevance" if ranked else next(iter(self.orders)))
        columns = self.orders[word]
        if not ranked and columns == RELEVANCE:
            columns = next(iter(self.orders.values()))
        return queryset.order_by(*columns, "pk")


RELEVANCE = ["-search_rank"]
COMMON_ORDERS = {
    "title": ["title"],
    "title-descending": ["-title"],
    "newest": [F("published_at").desc(nulls_last=True)],
    "recently-updated": ["-updated_at"],
    "relevance": RELEVANCE,
}
