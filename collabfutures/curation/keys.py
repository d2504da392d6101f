"""Keys that were found once and are asked for many times."""

import json

from django.db import connections
from django.db.models.expressions import RawSQL


def one_list(queryset):
    """The keys of a queryset, fetched now, as a subquery of one parameter, however many they are."""
    keys = json.dumps(list(queryset.order_by().values_list("pk", flat=True)))
    if connections[queryset.db].vendor == "postgresql":
        return RawSQL("SELECT value::bigint FROM json_array_elements_text(%s::json)", [keys])
    return RawSQL("SELECT value FROM json_each(%s)", [keys])
