"""Writes what was read: everything as a draft, twice the same, and never over a curator's edit or a filled field."""

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Q
from django.utils.text import slugify

from collabfutures.curation.fields import ValueState
from collabfutures.curation.identifiers import doi
from collabfutures.curation.loading import Outcome, Written, join, write
from collabfutures.curation.models import Record
from findings.gtr.records import Project
from findings.gtr.text import headline
from findings.models import Finding, ImpactRecord, Year
from seminars.models import AbstractState, ApplicationArea, Series, Source

LOADER = "import_gtr"
CURATED = "load_series"
NOTHING = ("nil", "none", "n/a", "na", "not applicable")
# How texts begin that stand where an abstract would, and say that there is none.
NO_ABSTRACT = (("abstracts are not currently available", AbstractState.NOT_AVAILABLE),)


class Run:
    """One run over any number of files. A record that a second file gives in another version keeps the first."""

    def __init__(self) -> None:
        self.seen: set[tuple] = set()

    def write(self, project: Project) -> Iterator[Written]:
        """Upserts a project with all that belongs to it; yields what became of each record. Needs a transaction."""
        curated = _curated(project)
        if curated:
            yield Written(curated, Outcome.UNCHANGED, [], False)
            return
        source = _source(self, project)
        series = _series(self, project, source.record)
        yield source
        yield _named_areas(project, series)
        for number, key_finding in enumerate(project.key_findings):
            name = f"key-findings-{_short(key_finding.outcome_id)}" if number else "key-findings"
            slug = _slug(project.reference or project.gtr_id, name)
            yield _finding(self, slug, project, key_finding, series.record, source.record)
        for outcome in project.outcomes:
            yield _impact_record(self, outcome, series.record, source.record)

    def upsert(
        self,
        model: type[Record],
        key: dict[str, Any],
        slug: str,
        title: str,
        values: dict[str, Any],
        links: dict[str, list[Any]],
        raw: Any = None,
    ) -> Written:
        """Writes the record found by `key` ({field: value}), or a new one with this slug and title."""
        record = model.objects.filter(**key).first() or model(**key)
        mark = (model, *key.items())
        if record.pk and mark in self.seen:
            return Written(record, Outcome.UNCHANGED, [], False)
        self.seen.add(mark)
        values = {**values, "title": title} | ({} if record.pk else {"slug": slug})
        unwatched = {} if raw is None else {"raw": raw}
        return write(record, _clipped(model, values), links, by=LOADER, unwatched=unwatched)


def _curated(project):
    """The series of an award that curators have written down themselves: an import adds nothing to what they tell."""
    known = Q(gtr_project_id=project.gtr_id)
    if project.reference:
        known |= Q(award_reference=project.reference)
    return Series.objects.filter(known, loaded__by=CURATED).first()


def _source(run, project):
    reference = project.reference or project.gtr_id
    values = {
        "document": f"GtR record of award {reference} (imported)",
        "web_address": f"https://gtr.ukri.org/project/{project.gtr_id}",
    }
    slug = _slug("gtr", reference)
    return run.upsert(Source, {"slug": slug}, slug, f"GtR record of {reference}", values, {})


def _series(run, project, source):
    values = {
        "award_reference": project.reference or None,
        "gtr_project_id": project.gtr_id or None,
        **_abstract(project.abstract),
        "lead_organisation": project.organisation,
        "lead_department": project.department,
        "region": project.region,
        "funder": project.funder,
        "grant_category": project.category,
        "award_status": project.status,
        "other_identifiers": "\n".join(project.identifiers),
        "start_date": project.start,
        "end_date": project.end,
        "value_gbp": project.value_gbp,
        "research_subjects": "\n".join(project.subjects),
        "web_address": source.web_address,
    }
    key = {"gtr_project_id": project.gtr_id}
    if not Series.objects.filter(**key).exists() and project.reference:
        key = {"award_reference": project.reference}
    reference = project.reference or project.gtr_id
    title = project.title or f"Award {reference}"
    return run.upsert(Series, key, _slug(reference), title, values, {"sources": [source.pk]})


def _abstract(text):
    """The abstract and its state: what only says that there is none is no abstract."""
    state = next((state for beginning, state in NO_ABSTRACT if text.lower().strip(" .").startswith(beginning)), None)
    if text.lower().strip(" .") in (*NOTHING, "not required", "tbc"):
        state = AbstractState.NOT_REQUIRED if "required" in text.lower() else AbstractState.NOT_AVAILABLE
    if state or not text:
        return {"abstract": "", "abstract_state": state or AbstractState.NOT_AVAILABLE}
    return {"abstract": text, "abstract_state": AbstractState.PRESENT}


def _named_areas(project, series):
    """The areas that the key findings name are facts of the award too: they are added, and none is taken away."""
    if series.outcome == Outcome.DIFFERS:
        return series
    for name in dict.fromkeys(name for found in project.key_findings for name in found.areas):
        series = join(series, {"application_areas": _area(name).pk}, by=LOADER)
    return series


def _finding(run, slug, project, found, series, source):
    """One key finding, whole. Its bullets stay its text: one becomes a finding when a curator puts it in our words."""
    links = {"application_areas": _areas(found.areas), "sources": [source.pk]}
    values = {
        "series": series,
        "source_text": found.text,
        "exploitation": found.exploitation,
        "web_address": found.web_address,
    }
    title = f"Key findings: {project.title or project.reference}"
    return run.upsert(Finding, {"outcome_id": found.outcome_id}, slug, title, values, links, raw=found.raw)


def _impact_record(run, outcome, series, source):
    values = {name: value for name, value in outcome.values.items() if name in IMPACT_FIELDS}
    values["impact_kind"] = outcome.kind
    if values.get("primary_audience"):
        values["primary_audience_state"] = ValueState.PRESENT
    years = [Year.objects.get_or_create(pk=year)[0].pk for year in outcome.years]
    slug = _slug(headline(outcome.title, most=60), _short(outcome.outcome_id))
    title = _title(outcome)
    links = {"years": years, "application_areas": _areas(outcome.areas)}
    written = run.upsert(ImpactRecord, {"outcome_id": outcome.outcome_id}, slug, title, values, links, raw=outcome.raw)
    # One outcome may be reported under several awards: each adds itself, none takes another away.
    if written.outcome == Outcome.DIFFERS:
        return written
    return join(written, {"series": series.pk, "sources": source.pk}, by=LOADER)


def _title(outcome):
    """A title that tells a reader something, also where the record only says that there was nothing."""
    if outcome.title.lower().strip(" .") in NOTHING:
        return f"{outcome.kind.label}: the record says “{outcome.title}”"
    return outcome.title or f"{outcome.kind.label} without a title"


IMPACT_FIELDS = {field.name for field in ImpactRecord._meta.concrete_fields}


def _areas(names):
    return [_area(name).pk for name in names]


def _area(name):
    found = ApplicationArea.objects.filter(title=name).first()
    return found or write(ApplicationArea(), {"title": name, "slug": _slug(name)}, {}, by=LOADER).record


def _slug(*parts):
    """An address of at most 80 characters, without a hyphen at either end."""
    *first, last = [slugify(re.sub(r"[/_]", "-", part)) for part in parts if part]
    room = 79 - len(last)
    return "-".join([*(part[:room].strip("-") for part in first), last]).strip("-")[:80].strip("-") or "record"


def _short(text):
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _clipped(model, values):
    """Cuts what is too long for its column, leaves out an address or a DOI that is none: the raw record keeps all."""
    return {name: _fitting(model._meta.get_field(name), value) for name, value in values.items()}


def _fitting(field, value):
    if not isinstance(value, str) or field.max_length is None:
        return value
    if field.name == "doi":
        bare = doi(value)
        return bare if bare.startswith("10.") and len(bare) <= field.max_length else ""
    if field.name == "web_address":
        return value if len(value) <= field.max_length and _is_address(value) else ""
    return value if len(value) <= field.max_length else value[: field.max_length - 2].rsplit(" ", 1)[0] + " …"


def _is_address(value):
    try:
        URLValidator(schemes=["http", "https"])(value)
    except ValidationError:
        return False
    return True
