"""What the templates say about records in general."""

import json

from django import template
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.text import capfirst

from collabfutures.curation import highlight
from collabfutures.curation.collection import Collection, key_of
from collabfutures.curation.filters import ALL_OF

register = template.Library()


@register.filter
def kind_names(model):
    """The kind in the plural: "findings"."""
    return model._meta.verbose_name_plural


@register.filter
def counted(number, model):
    """A number with its kind: "1 finding", "24 findings"."""
    return f"{number:,} {model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural}"


@register.filter
def title_of(model):
    return capfirst(model._meta.verbose_name_plural)


@register.filter
def kind_of(record):
    """The kind of a record in the singular: "Finding"."""
    return capfirst(record._meta.verbose_name)


@register.filter
def list_url(model):
    return model.get_list_url()


@register.filter
def api_url(model):
    return model.get_api_url()


@register.filter
def links_of(record, name):
    """The public records that a relation of the record leads to. The page has attached them."""
    return record.links[name]


FORMAT_NAMES = {"xlsx": "Excel", "jsonld": "JSON-LD", "bibtex": "BibTeX", "csl": "CSL-JSON", "atom": "Atom feed"}


@register.filter
def format_name(format):
    return FORMAT_NAMES.get(format, format.upper())


@register.filter
def lookup(mapping, key):
    """A value whose key a template cannot spell, such as “container-title”."""
    return mapping.get(key)


@register.filter
def at(values, index):
    return values[index]


@register.filter
def attribute(value, name):
    return getattr(value, name)


@register.filter
def list_with(records, more):
    return [*more, *records]


@register.filter
def answered(partner, statement):
    """The value that a partner gave to a statement, as the form sends it."""
    return str(partner.answers.get(statement.slug, ""))


@register.filter
def slugs_of(record, name):
    return [link.slug for link in record.links[name]]


@register.filter
def marked(text, wanted):
    """The text with the words that a search found marked; `wanted` are their stems."""
    return highlight.marked(str(text), wanted)


@register.filter
def carry(address, brief):
    """The address with the reader's brief, so that it is still there on the next page."""
    if not brief or not brief.query:
        return address
    return f"{address}{'&' if '?' in address else '?'}{brief.query}"


@register.filter
def adding(brief, record):
    """The query of the reader's brief with one record more."""
    return (brief or Collection()).adding(record).query


@register.filter
def holds(brief, record):
    return bool(brief) and key_of(record) in brief.keys


@register.filter
def linked_data(node):
    """A JSON-LD node as the text of its script element: nothing in it can end the element."""
    text = json.dumps(node, ensure_ascii=False, default=str)
    return mark_safe(text.translate({ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}))  # noqa: S308, as above


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
def brief_of(context, records):
    """The address of a brief of these records, after those that the reader has already."""
    brief = (context.get("brief") or Collection()).adding(*records)
    return f"{reverse('brief')}?{brief.query}"
