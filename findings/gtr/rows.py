"""The plain rows that imported records point at: years, topics, and the areas that GtR names. Made as they are met."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from collabfutures.curation.loading.writing import write
from collabfutures.curation.loading.written import Loader, Wanted
from collabfutures.curation.revisions.acts import By
from collabfutures.curation.revisions.deleted import set_aside
from findings.gtr.fitting import slug
from findings.models import Finding, ImpactRecord, Year
from seminars.models import ApplicationArea, ResearchTopic

LOADER = Loader("import_gtr", leaves_public=True)


class Rows:
    """What is known to be there, so that it is asked for once in a run."""

    def __init__(self, by: By) -> None:
        self._by = by
        self._known: dict[Any, set[Any]] = {}

    def years(self, years: list[int]) -> list[int]:
        return self._there(Year, years)

    def topics(self, names: list[str]) -> list[str]:
        most = ResearchTopic._meta.pk.max_length
        return self._there(ResearchTopic, list(dict.fromkeys(name[:most] for name in names if name)))

    def areas(self, names: Iterable[str]) -> list[int]:
        return [self._areas.get(name) or self._make_area(name) for name in names]

    def set_aside(self, model: Any) -> set[str]:
        """The outcome ids of the records of a kind that somebody at the desk has deleted."""
        return self._aside[model._meta.label_lower]

    def _there(self, model, keys):
        """The keys, after rows have been made for those that had none."""
        known = self._known.setdefault(model, set())
        lacking = [key for key in keys if key not in known]
        if lacking:
            model.objects.bulk_create([model(pk=key) for key in lacking], ignore_conflicts=True)
            known.update(lacking)
        return keys

    @cached_property
    def _aside(self):
        return set_aside((Finding, ImpactRecord), "outcome_id")

    @cached_property
    def _areas(self):
        return dict(ApplicationArea.objects.values_list("title", "pk"))

    def _make_area(self, name):
        wanted = Wanted(ApplicationArea(), {"title": name, "slug": slug(name)})
        self._areas[name] = write(wanted, LOADER, self._by).record.pk
        return self._areas[name]
