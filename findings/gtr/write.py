"""Writes what a file holds, kind by kind."""

from typing import Any

from pyroaring import BitMap

from collabfutures.curation.loading.writing import write_all
from collabfutures.curation.loading.written import Outcome, Wanted, Written
from collabfutures.curation.revisions.acts import By
from findings.gtr import values
from findings.gtr.fitting import fitting, short, slug
from findings.gtr.homes import Home, Known, is_curated
from findings.gtr.records import Content, KeyFinding, Loose
from findings.gtr.rows import LOADER, Rows
from findings.gtr.text import headline
from findings.models import Finding, ImpactRecord
from seminars.models import Series, Source


class File:
    """The records of one file. `seen` are those that another file of the run has given."""

    def __init__(self, seen: dict[Any, BitMap], rows: Rows, by: By, is_careful: bool = False) -> None:
        self.seen, self.rows, self.by, self.is_careful = seen, rows, by, is_careful
        self.written: list[Written] = []
        self.homeless: list[Loose] = []

    def write(self, content: Content) -> None:
        known = Known(content)
        curated = [series for project in content.projects if (series := known.of(project)) and is_curated(series)]
        self.written += (Written(series, Outcome.UNCHANGED, [], False) for series in curated)
        projects = [project for project in content.projects if not is_curated(known.of(project))]
        items = [
            (home, found, number)
            for project, home in zip(projects, self._homes(projects, known), strict=True)
            for number, found in enumerate([*project.key_findings, *project.outcomes])
        ]
        for loose, homes in known.homes(content.loose):
            items += [(home, loose.item, 1) for home in homes if not is_curated(home.series)]
            self.homeless += [] if homes else [loose]
        self._write_outcomes(items)

    def _homes(self, projects, known):
        """The series of each project and its source, written."""
        sources = self._upsert(Source, "slug", [self._source(project) for project in projects])
        pairs = [(project, sources[slug("gtr", project.name)]) for project in projects]
        wanted = [(project.name, self._series(project, source, known)) for project, source in pairs]
        series = self._write(Series, wanted)
        return [
            Home(project.name, project.title or project.name, series[project.name], source) for project, source in pairs
        ]

    def _source(self, project):
        address = slug("gtr", project.name)
        return address, Wanted(Source(), {"slug": address, **values.of_source(project)})

    def _series(self, project, source, known):
        rows, names = self.rows, [name for found in project.key_findings for name in found.areas]
        return Wanted(
            known.of(project) or Series(),
            {"slug": slug(project.name), **values.of_series(project)},
            {"sources": [source.pk], "research_topics": rows.topics(project.topics)},
            # The areas that the key findings name are facts of the award too.
            {"application_areas": rows.areas(dict.fromkeys(names))},
        )

    def _write_outcomes(self, items):
        findings, impacts = [], []
        for home, item, number in items:
            if isinstance(item, KeyFinding):
                findings.append((item.outcome_id, self._finding(home, item, number)))
            else:
                impacts.append((item.outcome_id, self._impact(home, item)))
        self._upsert(Finding, "outcome_id", findings, self.rows.set_aside(Finding))
        self._upsert(ImpactRecord, "outcome_id", impacts, self.rows.set_aside(ImpactRecord))

    def _finding(self, home, found, number):
        mark = f"key-findings-{short(found.outcome_id)}" if number else "key-findings"
        own = {"slug": slug(home.name, mark), "series": home.series, **values.of_finding(home.title, found)}
        links = {"application_areas": self.rows.areas(found.areas), "sources": [home.source.pk]}
        return Wanted(Finding(), own, links, unwatched={"raw": found.raw})

    def _impact(self, home, outcome):
        own = {"slug": slug(headline(outcome.title, most=60), short(outcome.outcome_id)), **values.of_impact(outcome)}
        links = {
            "years": self.rows.years(outcome.years),
            "application_areas": self.rows.areas(outcome.areas),
        }
        # One outcome may be reported under several awards: each adds itself, none takes another away.
        members = {"series": [home.series.pk], "sources": [home.source.pk]}
        return Wanted(ImpactRecord(), own, links, members, {"raw": outcome.raw})

    def _upsert(self, model, name, items, set_aside=frozenset()):
        """Writes the records of (value, Wanted) that are found by a field; {its value: record}. None of the deleted."""
        there = model._base_manager.filter(**{f"{name}__in": [key for key, _ in items]}) if items else ()
        found = {getattr(each, name): each for each in there}
        gone = set_aside - found.keys()
        self.written += (Written(each.record, Outcome.SET_ASIDE, [], False) for key, each in items if key in gone)
        items = [(key, wanted) for key, wanted in items if key not in gone]
        for key, wanted in items:
            wanted.record = found.get(key, wanted.record)
        return self._write(model, items)

    def _write(self, model, items):
        """Writes each record of (key, Wanted) once, as it is met first; what comes later adds only shared links."""
        first: dict[str, Wanted] = {}
        again = []
        for key, wanted in items:
            if key in first:
                again.append(key)
                for name, keys in wanted.members.items():
                    first[key].members[name] = list(dict.fromkeys([*first[key].members[name], *keys]))
            else:
                first[key] = self._prepared(model, wanted)
        written = dict(zip(first, write_all(list(first.values()), LOADER, self.is_careful, self.by), strict=True))
        self.written += written.values()
        self.written += (Written(written[key].record, Outcome.UNCHANGED, [], False) for key in again)
        return {key: each.record for key, each in written.items()}

    def _prepared(self, model, wanted):
        """What is to be written of a record: nothing but shared links if another file has given it, and no new address
        if it has one."""
        key, members = wanted.record.pk, dict(wanted.members)
        if key and key in self.seen[model]:
            return Wanted(wanted.record, {}, {}, members)
        own = {name: value for name, value in wanted.values.items() if not key or name != "slug"}
        return Wanted(wanted.record, fitting(model, own), wanted.links, members, wanted.unwatched)
