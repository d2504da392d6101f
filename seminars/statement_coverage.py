"""Which records carry each statement of a series' register? A statement without a home is one that nobody tells."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps

from collabfutures.curation.links import Link, prefetch_links
from seminars.models import Series, Source, SourcedRecord
from seminars.statement_order import in_order


@dataclass
class Statement:
    """One public source with a number in the register, and the public records that rest on it."""

    source: Source
    homes: list[Link]


def registers() -> list[Series]:
    """The public series that have a register of statements."""
    numbered = Source.objects.published().exclude(statement="")
    return list(Series.objects.published().filter(pk__in=numbered.values("series")))


def coverage(series: Series) -> list[Statement]:
    """The statements of a series in the order of their numbers, each with its homes by title: two queries."""
    sources = list(Source.objects.published().filter(series=series).exclude(statement=""))
    homes = homes_of(sources)
    for source in sources:
        # Known already: asked of the database it would be a query each.
        source.series = series
    return [Statement(source, homes[source.pk]) for source in sorted(sources, key=in_order)]


def homes_of(sources: Iterable[Source]) -> dict[int, list[Link]]:
    """{key: the public records of any kind that rest on the source}, in one query."""
    kinds = [model for model in apps.get_models() if issubclass(model, SourcedRecord)]
    names = [f"{model._meta.model_name}_records" for model in kinds]
    return {
        source.pk: [link for name in names for link in source.links[name]] for source in prefetch_links(sources, names)
    }
