"""Addresses that keep what the reader has chosen: the filters of a list, the records of a brief."""

from dataclasses import replace
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from collabfutures.curation.collection import Collection, key_of
from collabfutures.curation.filters import ALL_OF

register = template.Library()


@register.filter
def carry(address, brief):
    """The address with the reader's brief, so that it is still there on the next page."""
    if not brief or not brief.query:
        return address
    return f"{address}{'&' if '?' in address else '?'}{brief.query}"


@register.simple_tag(takes_context=True)
def page(context, name, **query):
    """The address of a page of ours, with the reader's brief: {% page 'finding-list' sector='public' %}."""
    address = reverse(name)
    return carry(f"{address}?{urlencode(query)}" if query else address, context.get("brief"))


@register.filter
def adding(brief, record):
    """The query of the reader's brief with one record more."""
    return (brief or Collection()).adding(record).query


@register.filter
def holds(brief, record):
    return bool(brief) and key_of(record) in brief.keys


@register.simple_tag(takes_context=True)
def absolute(context, path):
    """A full address of this site."""
    request = context.get("request")
    return request.build_absolute_uri(path) if request else path


@register.simple_tag(takes_context=True)
def this_list_as(context, **changes):
    """The query string of this list with other layout parameters: {% this_list_as format="csv" page="all" %}."""
    query = context["request"].GET.copy()
    for name in [name for name in query if name not in context["filterset"].filters]:
        query.pop(name)
    for name, value in changes.items():
        query[name] = value
    return f"?{query.urlencode()}" if query else ""


@register.simple_tag(takes_context=True)
def this_list_with(context, name, value):
    """The list of these records with one filter more, whatever page shows them now; with the reader's brief."""
    filterset = context["filterset"]
    query = [(each, one) for each in filterset.filters for one in context["request"].GET.getlist(each) if each != name]
    address = f"{filterset.queryset.model.get_list_url()}?{urlencode([*query, (name, value)])}"
    return carry(address, context.get("brief"))


@register.simple_tag(takes_context=True)
def own_address(context):
    """The full address under which this list is known: without the reader's brief and the layout of the page."""
    names = [*context["filterset"].filters, *context["extra_names"]]
    query = [(name, value) for name in names for value in context["request"].GET.getlist(name)]
    number = context["page"].number
    query += [("page", number)] if number > 1 else []
    return absolute(context, context["request"].path + (f"?{urlencode(query)}" if query else ""))


@register.simple_tag(takes_context=True)
def this_page_with(context, **changes):
    """The query string of this page with other values; an empty value takes the name out."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    for name, value in changes.items():
        query[name] = value
        if not value:
            query.pop(name)
    return f"?{query.urlencode(safe='~')}" if query else context["request"].path


@register.simple_tag(takes_context=True)
def matching(context, facet, every):
    """The address of this list with the choices of a facet meaning all of them, or any of them."""
    query = context["request"].GET.copy()
    old, new = (facet.name, f"{facet.name}{ALL_OF}") if every else (f"{facet.name}{ALL_OF}", facet.name)
    query.setlist(new, query.pop(old, []))
    query.pop("page", None)
    return f"?{query.urlencode(safe='~')}"


@register.simple_tag(takes_context=True)
def brief_of(context, records, for_sector=""):
    """The address of a brief of these records, after those that the reader has already, for readers of a sector."""
    brief = (context.get("brief") or Collection()).adding(*records)
    brief = replace(brief, sector=for_sector or brief.sector)
    return f"{reverse('brief')}?{brief.query}"


@register.filter
def fitting(records, brief):
    """How many of the records would be in the reader's brief if it took as many as it has room for."""
    full = (brief or Collection()).adding(*records)
    return sum(key_of(record) in full.keys for record in records)
