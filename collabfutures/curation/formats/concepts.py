"""A term of a vocabulary in the words of SKOS, beside those of schema.org."""

from collections.abc import Callable
from typing import Any

from django.conf import settings

from collabfutures.curation.fields import lines

TERM, LANGUAGE = "DefinedTerm", "en"


def is_concept(record: Any) -> bool:
    return record.schema_type == TERM


def concept(record: Any, absolute: Callable[[str], str]) -> dict[str, Any]:
    """What SKOS has a word for: names, definition, the scheme, and which concepts are wider or related."""
    fields = [name for name in record.also_called if not record._meta.get_field(name).is_relation]
    others = [name for field in fields for name in lines(getattr(record, field))]
    tied = {"skos:broader": record.broader_relation, "skos:related": record.related_relation}
    found = {
        "skos:prefLabel": _text(record.title),
        "skos:altLabel": [_text(name) for name in others],
        "skos:definition": _text(record.summary) if record.summary else None,
        "skos:inScheme": {"@id": absolute(type(record).get_list_url())},
        "inDefinedTermSet": {"@id": absolute(type(record).get_list_url())},
        "alternateName": others,
    }
    links = {name: [*record.links[relation]] for name, relation in tied.items() if relation}
    return found | {name: [{"@id": absolute(link.get_absolute_url())} for link in ends] for name, ends in links.items()}


def scheme(model: Any, absolute: Callable[[str], str]) -> dict[str, Any]:
    """The vocabulary as a whole."""
    address = absolute(model.get_list_url())
    name = f"{settings.SITE_NAME}: {model._meta.verbose_name_plural}"
    of = {"license": settings.CONTENT_LICENCE, "isPartOf": {"@id": absolute("/")}}
    return {"@type": ["DefinedTermSet", "skos:ConceptScheme"], "@id": address, "url": address, "name": name} | of


def _text(value):
    return {"@value": value, "@language": LANGUAGE}
