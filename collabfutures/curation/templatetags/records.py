"""What the templates say about records in general."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from django import template
from django.db.models import Model
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from collabfutures.curation.filters.options import Facet
from collabfutures.curation.links import Link
from collabfutures.curation.models import Record

register = template.Library()
OPTION = """<label class="option">
    <input type="checkbox" id="{}-{}" name="{}" value="{}"{}>
    <span>{}</span> {}
    {}
  </label>
  """
SHARE = (
    '<svg class="share" viewBox="0 0 {} 1" preserveAspectRatio="none" aria-hidden="true">'
    '<rect width="{}" height="1"/></svg>'
)
NUMBER = '<span class="number">{}<span class="hidden"> record{}</span></span>'


@register.filter
def kind_names(model: type[Model]) -> Any:
    """The kind in the plural: "findings"."""
    return model._meta.verbose_name_plural


@register.simple_tag
def our_reading(shown: Any) -> SafeString:
    """The mark of what is the curators' reading and not the source's; nothing for what is the source's."""
    apart = format_html('<span class="hidden">{}</span>', ", not the source’s words")
    mark = format_html(' <span class="our-reading">Curators’ reading{}</span>', apart)
    return mark if getattr(shown, "is_our_reading", False) else mark_safe("")


@register.filter
def kind_name(model: type[Model]) -> Any:
    """The kind in the singular: "finding"."""
    return model._meta.verbose_name


@register.filter
def mark_of(record: Record) -> str:
    """The style by which a record is known at sight; empty for a kind that has none."""
    return Link.to(record).mark


@register.filter
def with_kind(number: int, model: type[Model]) -> str:
    """A number with its kind: "1 finding", "24 findings"."""
    return f"{number:,} {model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural}"


@register.filter
def title_of(model: type[Model]) -> Any:
    return capfirst(model._meta.verbose_name_plural)


@register.filter
def kind_of(record: Model) -> Any:
    """The kind of a record in the singular: "Finding"."""
    return capfirst(record._meta.verbose_name)


@register.filter
def list_url(model: type[Record]) -> str:
    return model.get_list_url()


@register.filter
def api_url(model: type[Record]) -> str:
    return model.get_api_url()


@register.filter
def links_of(record: Record, name: str) -> list[Link]:
    """The public records that a relation of the record leads to."""
    return record.links[name]


@register.simple_tag
def option_lines(facet: Facet) -> SafeString:
    """The options of a filter as boxes to tick. A page has a hundred of them: as a template they took half its time."""
    name, most = facet.parameter, facet.most
    return mark_safe("".join(_option_line(name, option, most) for option in facet.shown))


def _option_line(name, option, most):
    # `format_html` would escape each number and each piece once more.
    share, number = SHARE.format(most, option.count), NUMBER.format(option.count, "" if option.count == 1 else "s")
    checked = " checked" if option.selected else ""
    return OPTION.format(name, option.key, name, escape(option.value), checked, escape(option.label), share, number)


@register.filter
def any_chosen(facets: list[Facet], start: int) -> bool:
    """Whether something is chosen in one of the filters after so many."""
    return any(facet.selected for facet in facets[start:])


@register.simple_tag(takes_context=True)
def wrong(context: template.Context, record: Record, contact: str) -> str:
    """The address of a letter to the curators which says which record is wrong."""
    address = context["request"].build_absolute_uri(record.get_absolute_url())
    words = {"subject": f"This is wrong: {record.title}", "body": f"{address}\n\nWhat is wrong with it:\n"}
    return f"mailto:{contact}?{urlencode(words, quote_via=quote)}"


@register.filter
def lookup(mapping: Mapping[str, Any], key: str) -> Any:
    """A value whose key a template cannot spell, such as “container-title”."""
    return mapping.get(key)


@register.filter
def list_with(records: Iterable[Any], more: Iterable[Any]) -> list[Any]:
    return [*more, *records]


@register.filter
def slugs_of(record: Record, name: str) -> list[str]:
    return [link.slug for link in record.links[name]]


@register.simple_tag
def lines_elsewhere(inline_admin_formset: Any) -> list[Any]:
    """The records that an inline links to, since each is edited on its own page: (address, record)."""
    inline, formset = inline_admin_formset.opts, inline_admin_formset.formset
    found = inline.elsewhere(formset) if hasattr(inline, "elsewhere") else []
    name = f"admin:{formset.model._meta.app_label}_{formset.model._meta.model_name}_change"
    return [(reverse(name, args=[each.pk]), each) for each in found]


@register.simple_tag
def all_lines(inline_admin_formset: Any) -> str:
    """Where all the lines of an inline are listed; empty where they have no list of their own."""
    return inline_admin_formset.opts.list_address(inline_admin_formset.formset)
