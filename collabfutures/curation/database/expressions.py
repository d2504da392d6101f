"""Keys that are found apart from the query that asks for them."""

import json

from django.db import connections
from django.db.models import BooleanField, Func, Subquery
from django.db.models.expressions import RawSQL


class KeyIn(Func):
    """Whether a key is among those of a queryset, as a condition.

    PostgreSQL would join the subquery of each filter to the rest, and a dozen of them take it seconds to plan. As an
    array each is run once, by itself.
    """

    output_field = BooleanField()
    arg_joiner, template = " IN ", "%(expressions)s"

    def __init__(self, key, queryset):
        super().__init__(key, Subquery(queryset.values("pk")))

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, arg_joiner=" = ANY(ARRAY", template="%(expressions)s)", **context)


def one_list(queryset):
    """The keys of a queryset, fetched now, as a subquery of one parameter, however many they are."""
    keys = json.dumps(list(queryset.order_by().values_list("pk", flat=True)))
    if connections[queryset.db].vendor == "postgresql":
        return RawSQL("SELECT value::bigint FROM json_array_elements_text(%s::json)", [keys])
    return RawSQL("SELECT value FROM json_each(%s)", [keys])
