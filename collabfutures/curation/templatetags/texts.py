"""How templates write texts: marked where a search found something, in short, as names of formats, as data."""

import json
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from collabfutures.curation import dates
from collabfutures.curation.search import highlight

register = template.Library()
FORMAT_NAMES = {
    "xlsx": "Excel",
    "jsonl": "JSON Lines",
    "jsonld": "JSON-LD",
    "bibtex": "BibTeX",
    "csl": "CSL-JSON",
    "atom": "Atom feed",
}


@register.filter
def in_words(day: Any) -> str:
    """A date, whole or partial: “1 November 2009”, “2009”."""
    return dates.in_words(day)


@register.filter
def pages(text: str) -> list[str]:
    """“123–130” as its first and its last page."""
    return text.replace("–", "-").split("-")[:2]


@register.filter
def marked(text: object, wanted: frozenset[str] | tuple[()]) -> SafeString:
    """The text with the words that a search found marked; `wanted` are their stems."""
    return highlight.marked(str(text), wanted)


@register.simple_tag
def excerpt(wanted: frozenset[str] | tuple[()], length: int, *texts: Any) -> SafeString:
    """So many words of the first text that the search found something in: {% excerpt marks 60 record.summary %}."""
    return highlight.excerpt(texts, wanted, length)


@register.filter
def linked_data(node: dict[str, Any]) -> SafeString:
    """A JSON-LD node as the text of its script element: nothing in it can end the element."""
    text = json.dumps(node, ensure_ascii=False, default=str)
    return mark_safe(text.translate({ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}))


@register.filter
def format_name(format: str) -> str:
    return FORMAT_NAMES.get(format, format.upper())
