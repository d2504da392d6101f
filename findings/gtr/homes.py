"""To which award does each outcome of a file belong? Those in it, and those imported before."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from findings.gtr.fitting import slug
from findings.gtr.records import Content, Loose, Project
from seminars.models import Series, Source

CURATED = "load_series"


@dataclass
class Home:
    """An award as it stands here, with the record of it as a source."""

    name: str
    title: str
    series: Series
    source: Source


class Known:
    """The awards that a file names and that are here already: one query."""

    def __init__(self, content: Content) -> None:
        ids = {project.gtr_id for project in content.projects}
        ids |= {key for each in content.loose for key in each.projects}
        references = {project.reference for project in content.projects}
        wanted = Q(gtr_project_id__in=ids - {""}) | Q(award_reference__in=references - {""})
        found = list(Series._base_manager.filter(wanted))
        self.by_id = {each.gtr_project_id: each for each in found}
        self.by_reference = {each.award_reference: each for each in found}

    def of(self, project: Project) -> Series | None:
        by_id = self.by_id.get(project.gtr_id) if project.gtr_id else None
        return by_id or (self.by_reference.get(project.reference) if project.reference else None)

    def homes(self, loose: list[Loose]) -> Iterator[tuple[Loose, list[Home]]]:
        """Each outcome that stands apart, with its awards: none where no file has brought one of them."""
        series = {key: self.by_id[key] for each in loose for key in each.projects if key in self.by_id}
        slugs = {key: slug("gtr", each.award_reference or key) for key, each in series.items()}
        sources = {each.slug: each for each in Source._base_manager.filter(slug__in=slugs.values())}
        for each in loose:
            keys = [key for key in each.projects if slugs.get(key) in sources]
            names = {key: series[key].award_reference or key for key in keys}
            yield each, [Home(names[key], series[key].title, series[key], sources[slugs[key]]) for key in keys]


def is_curated(series: Series | None) -> bool:
    """Whether curators have written the award down themselves: an import adds nothing to what they tell."""
    return series is not None and (series.loaded or {}).get("by") == CURATED
