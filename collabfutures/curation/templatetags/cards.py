"""The cards of a list. What is the same for every reader is kept; what depends on their brief is not."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django import template
from django.template.loader import get_template, select_template
from django.utils.safestring import SafeString, mark_safe

from collabfutures.curation.citations.coins import coins
from collabfutures.curation.citations.csl import csl_item
from collabfutures.curation.links import Link
from collabfutures.curation.models import Record

register = template.Library()
END = "</article>"


class Card(NamedTuple):
    """A record as a list shows it, without the line by which it is added to a brief."""

    html: str
    link: Link


@register.simple_tag(takes_context=True)
def record_cards(context: template.Context) -> SafeString:
    """The cards of the page's records."""
    page, brief = context["page"], context.get("brief")
    if context["marks"] or (brief and brief.query) or not context["keeps_cards"]:
        cards = _written(page.records, context)
    else:
        # A citation names the site.
        said_once = [name for name in context["told_of_all"] if name in context["common"]]
        way = ("card", context["request"].build_absolute_uri("/"), *said_once)
        cards = page.found.contents(page.keys, way, lambda records: _written(records, context))
    add = _template(get_template("records/_add.html"))
    return mark_safe("".join(_with_line(card, add, context) for card in cards))


def _written(records: Iterable[Record], context: template.Context) -> list[Card]:
    card = _template(select_template(context["card"]))
    htmls = ((_rendered(card, context, record), record) for record in records)
    return [Card(_with_citation(html, context, record), Link.to(record)) for html, record in htmls]


def _with_citation(html, context, record):
    """At the end of each card."""
    head, end, rest = html.rpartition(END)
    return f"{head}{citation_span(context, record)}{end}{rest}"


@register.simple_tag(takes_context=True)
def citation_span(context: template.Context, record: Record) -> SafeString:
    """What programs for citations take from a list."""
    address = context["request"].build_absolute_uri(record.get_absolute_url())
    return coins(csl_item(record, address, with_notes=False))


def _with_line(card: Card, add: Any, context: template.Context) -> str:
    """The line goes to the end of the card."""
    head, end, rest = card.html.rpartition(END)
    return f"{head}{_rendered(add, context, card.link)}{end}{rest}"


def _rendered(found: Any, context: template.Context, record: Record | Link) -> str:
    with context.push(record=record):
        return str(found.render(context))


def _template(found: Any) -> Any:
    """Django's own template behind the one of the engine: it renders in the context of the page."""
    return found.template
