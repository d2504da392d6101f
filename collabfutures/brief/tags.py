"""The reader's brief on every page: carried along by the links, added to, and what there is room for."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django import template
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from collabfutures.brief.collection import Collection
from collabfutures.brief.keys import BETWEEN, BRIEF, WITHIN, key_of, page_key
from collabfutures.curation.links import Link
from collabfutures.curation.models import Record

register = template.Library()
ADD = '<a href="{}" data-add><span aria-hidden="true">+ Brief</span><span class="hidden">Add to my brief: {}</span></a>'


@register.simple_tag(takes_context=True)
def address(context: template.Context, name: str, **query: Any) -> str:
    """The address of a page of ours, with the reader's brief: {% address 'finding-list' sector='public' %}."""
    path = reverse(name)
    return carry(f"{path}?{urlencode(query)}" if query else path, context.get("brief"))


@register.filter
def carry(address: str, brief: Collection | None) -> str:
    """The address with the reader's brief, so that it is still there on the next page."""
    if not brief or not brief.query:
        return address
    return f"{address}{'&' if '?' in address else '?'}{brief.query}"


@register.filter
def adding(brief: Collection | None, record: Record | Link) -> str:
    """The query of the reader's brief with one record more."""
    return (brief or Collection()).adding(record).query


@register.simple_tag(takes_context=True)
def adding_here(context: template.Context, record: Record | Link) -> str:
    """The address of this very page with one record more in the brief: its filters stay, and so does the reader."""
    value = urlencode({BRIEF: (context.get("brief") or Collection()).adding(record).value}, safe=BETWEEN)
    rest = _without_brief(context["request"].META.get("QUERY_STRING", ""))
    return f"?{rest}{'&' if rest else ''}{value}#{place(record)}"


# The same for every record of a page.
@lru_cache(100)
def _without_brief(query_string: str) -> str:
    query = QueryDict(query_string, mutable=True)
    query.pop(BRIEF, None)
    return query.urlencode(safe=BETWEEN)


@register.simple_tag(takes_context=True)
def add_line(context: template.Context, record: Record | Link) -> SafeString:
    """The line by which a record is added to the reader's brief, or which says why it is not."""
    brief = context.get("brief") or Collection()
    if holds(brief, record):
        told = mark_safe("In my brief")
    elif brief.is_full:
        told = mark_safe("My brief is full")
    else:
        told = format_html(ADD, adding_here(context, record), record.title)
    return format_html('<p class="quiet-add" id="{}" tabindex="-1">{}</p>\n', place(record), told)


@register.simple_tag(takes_context=True)
def brief_with(context: template.Context, page: str) -> str:
    """The address of the reader's brief with what this page shows added to it."""
    brief = context.get("brief") or Collection()
    return f"{reverse('brief')}?{brief.adding(page_key(page, context['request'].GET)).query}"


@register.filter
def place(record: Record | Link) -> str:
    """The id of the line by which a record is added, so that the reader comes back to it."""
    return f"add-{key_of(record).replace(WITHIN, '-')}"


@register.filter
def holds(brief: Collection | None, record: Record | Link) -> bool:
    return bool(brief) and key_of(record) in brief.keys


@register.simple_tag(takes_context=True)
def brief_of(context: template.Context, records: Iterable[Record | Link], for_sector: str = "") -> str:
    """The address of a brief of these records, after those that the reader has already, for readers of a sector."""
    brief = (context.get("brief") or Collection()).adding(*records)
    brief = replace(brief, sector=for_sector or brief.sector)
    return f"{reverse('brief')}?{brief.query}"


@register.filter
def fresh(records: Iterable[Record | Link], brief: Collection | None) -> list[Record | Link]:
    """Those of the records that the reader's brief does not hold yet."""
    return [record for record in records if not holds(brief, record)]


@register.filter
def fitting(records: Iterable[Record | Link], brief: Collection | None) -> int:
    """How many of the records, none of which it holds, the reader's brief has room for."""
    brief = brief or Collection()
    return len(brief.adding(*records).keys) - len(brief.keys)
