"""`group_by=a,b`: how many records each value of a filter has, or each pair of values of two, and where they are."""

from typing import Any

import orjson
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from rest_framework.request import Request

from collabfutures.curation.api.filter_backend import RecordFilterBackend
from collabfutures.curation.api.serializer_fields import absolute
from collabfutures.curation.filters.grouping import MOST_AXES, Group, Groups
from collabfutures.curation.formats.tables import CSV_TYPE, csv_text
from collabfutures.curation.index.tables import grouped
from collabfutures.curation.messages import not_allowed, whole_number

GROUP_BY, GROUP_PAGE = "group_by", "group_page"
# So many groups are given at once.
AT_ONCE = 1_000
# The layout of a list of records, of which there is none here.
OF_RECORDS = ("page", "page_size", "cursor", "fields", "omit", "facets", "facet_page", "count", "include")


def axes_asked(query: Any, filterset_class: Any) -> list[str]:
    """The filters that `group_by=` names. Raises ValidationError for those that are no facets, and for too many."""
    names, known = query[GROUP_BY].split(","), filterset_class.facet_names()
    wrong = [name for name in names if name not in known]
    if wrong:
        raise ValidationError({GROUP_BY: not_allowed(GROUP_BY, wrong[0], known)})
    if len(names) > MOST_AXES or len(set(names)) < len(names):
        raise ValidationError({GROUP_BY: f"“{GROUP_BY}” takes one filter, or two different ones: theme,sector."})
    alone = [name for name in OF_RECORDS if name in query]
    if alone:
        raise ValidationError({alone[0]: f"“{alone[0]}” is about records: it does not go with “{GROUP_BY}”."})
    return names


def check_group_page(query: Any) -> None:
    if GROUP_PAGE in query and GROUP_BY not in query:
        raise ValidationError({GROUP_PAGE: f"“{GROUP_PAGE}” goes with “{GROUP_BY}”."})


def group_response(request: Request, view: Any, total: int) -> HttpResponse:
    """The groups of a query, a thousand at once, as JSON in the frame of a list or as CSV."""
    query = request.query_params
    filterset = RecordFilterBackend().get_filterset(request, view.get_queryset(), view)
    names = axes_asked(query, view.filterset_class)
    number = whole_number(query.get(GROUP_PAGE, "1"), GROUP_PAGE, "a whole number from 1")
    found = grouped(filterset, names)
    if number > 1 and (number - 1) * AT_ONCE >= len(found):
        raise ValidationError({GROUP_PAGE: f"There is no page {number} of {len(found)} groups, {AT_ONCE} a page."})
    shown = found[(number - 1) * AT_ONCE : number * AT_ONCE]
    more = _address(request, number + 1) if number * AT_ONCE < len(found) else None
    context = {"request": request}
    told = [_told(each, found, context) for each in shown]
    if request.accepted_renderer.format == "csv":
        headers = {"X-Total-Count": str(total)} | ({"Link": f'<{more}>; rel="next"'} if more else {})
        return HttpResponse(_as_csv(names, told), content_type=CSV_TYPE, headers=headers)
    body = {"count": total, "next": more, "previous": None, "results": [], "group_count": len(found), "groups": told}
    return HttpResponse(orjson.dumps(body), content_type="application/json", headers={"X-Total-Count": str(total)})


def _told(group: Group, found: Groups, context: dict[str, Any]) -> dict[str, Any]:
    named = zip(found.names, group.headings, strict=True)
    return {
        "values": [{"filter": name, "value": each.value, "label": str(each.label)} for name, each in named],
        "count": group.count,
        "empty": group.empty,
        "url": absolute(f"{found.model.get_list_url()}?{group.query}", context),
        "api_url": absolute(f"{found.model.get_api_url()}?{group.query}", context),
    }


def _as_csv(names: list[str], told: list[dict[str, Any]]) -> str:
    columns = [*(column for name in names for column in (name, f"{name}_label")), "count", "empty", "url", "api_url"]
    rows = []
    for group in told:
        values = {each["filter"]: each["value"] for each in group["values"]}
        labels = {f"{each['filter']}_label": each["label"] for each in group["values"]}
        rows.append({**group, **values, **labels})
    return csv_text(columns, rows)


def _address(request: Request, number: int) -> str:
    query = request.query_params.copy()
    query[GROUP_PAGE] = str(number)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode(safe=',')}")
