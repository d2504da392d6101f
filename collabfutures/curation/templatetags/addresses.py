"""Addresses that keep what the reader has chosen: the filters of a list."""

from typing import Any
from urllib.parse import urlencode

from django import template

from collabfutures.curation.filters.options import Facet
from collabfutures.curation.filters.related import ALL_OF
from collabfutures.curation.formats.linked_data import web_page
from collabfutures.curation.parameters import OPTIONS, OPTIONS_ON_PAGE, OPTIONS_PAGE

register = template.Library()


@register.simple_tag(takes_context=True)
def absolute(context: template.Context, path: str) -> str:
    """A full address of this site."""
    request = context.get("request")
    return request.build_absolute_uri(path) if request else path


@register.simple_tag(takes_context=True)
def this_list_with(context: template.Context, name: str, value: str) -> str:
    """The list of these records with one filter more, whatever page shows them now."""
    filterset = context["filterset"]
    query = [(each, one) for each in filterset.filters for one in context["request"].GET.getlist(each) if each != name]
    return f"{filterset.queryset.model.get_list_url()}?{urlencode([*query, (name, value)])}"


@register.simple_tag(takes_context=True)
def own_address(context: template.Context) -> str:
    """The full address under which this page is known: without the reader's brief and the layout of the page."""
    own = context["query"].own if "query" in context else []
    return absolute(context, context["request"].path + (f"?{urlencode(own)}" if own else ""))


@register.inclusion_tag("_page_head.html", takes_context=True)
def page_head(context: template.Context, name: str, description: str, kind: str = "WebPage") -> dict[str, Any]:
    """What the head of a page that is neither a record nor a list says of it to other programs."""
    address = own_address(context)
    node = web_page(kind, name, description, context["request"].build_absolute_uri, address)
    return {"name": name, "description": description, "address": address, "node": node}


@register.simple_tag(takes_context=True)
def this_page_with(context: template.Context, **changes: Any) -> str:
    """The query string of this page with other values; an empty value takes the name out."""
    query = context["request"].GET.copy()
    for layout in ("page", "cursor"):
        query.pop(layout, None)
    for name, value in changes.items():
        query[name] = value
        if not value:
            query.pop(name)
    return f"?{query.urlencode(safe='~')}" if query else context["request"].path


@register.simple_tag(takes_context=True)
def more_options(context: template.Context, facet: Facet) -> str:
    """The address of this list with the next options of a facet."""
    is_open = context["request"].GET.get(OPTIONS) == facet.name
    following = facet.start // OPTIONS_ON_PAGE + 2 if is_open else ""
    return str(this_page_with(context, **{OPTIONS: facet.name, OPTIONS_PAGE: following}))


@register.simple_tag(takes_context=True)
def matching(context: template.Context, facet: Facet, every: bool) -> str:
    """The address of this list with the choices of a facet meaning all of them, or any of them."""
    query = context["request"].GET.copy()
    old, new = (facet.name, f"{facet.name}{ALL_OF}") if every else (f"{facet.name}{ALL_OF}", facet.name)
    query.setlist(new, query.pop(old, []))
    for layout in ("page", "cursor"):
        query.pop(layout, None)
    return f"?{query.urlencode(safe='~')}"
