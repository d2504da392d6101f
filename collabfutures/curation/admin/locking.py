"""While a form is being saved its rows are locked, so that two savers cannot both be the first."""

from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest


def locked(queryset: QuerySet, request: HttpRequest) -> QuerySet:
    """The queryset with its rows locked if this request saves. `no_key`: a new row that points at a locked one waits
    for nothing, where two editors who add a part to the same record would otherwise wait for each other."""
    saving = request.method == "POST" and connection.in_atomic_block
    return queryset.select_for_update(of=("self",), no_key=True) if saving else queryset
