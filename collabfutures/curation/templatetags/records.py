"""What the templates say about records in general."""

from django import template
from django.utils.text import capfirst

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
def list_url(model):
    return model.get_list_url()


@register.filter
def api_url(model):
    return model.get_api_url()


@register.filter
def links_of(record, name):
    """The public records that a relation of the record leads to. The page has attached them."""
    return record.links[name]


@register.simple_tag(takes_context=True)
def this_list_as(context, **changes):
    """The query string of this list with other layout parameters: {% this_list_as format="csv" page="all" %}."""
    query = context["request"].GET.copy()
    for name in ("page", "facets", "format"):
        query.pop(name, None)
    for name, value in changes.items():
        query[name] = value
    return f"?{query.urlencode()}" if query else ""
