"""What the records of an import are to say: from what was read to {field: value}. Touches no database."""

from typing import Any

from collabfutures.curation.fields import ValueState
from findings.gtr.records import KeyFinding, Outcome, Project
from findings.models import ImpactRecord
from seminars.models import AbstractState

NOTHING = ("nil", "none", "n/a", "na", "not applicable")
# How texts begin that stand where an abstract would, and say that there is none.
NO_ABSTRACT = (("abstracts are not currently available", AbstractState.NOT_AVAILABLE),)
IMPACT_FIELDS = {field.name for field in ImpactRecord._meta.concrete_fields}


def of_source(project: Project) -> dict[str, Any]:
    return {
        "title": f"GtR record of {project.name}",
        "document": f"GtR record of award {project.name} (imported)",
        "web_address": _address(project),
    }


def of_series(project: Project) -> dict[str, Any]:
    return {
        "title": project.title or f"Award {project.name}",
        "award_reference": project.reference or None,
        "gtr_project_id": project.gtr_id or None,
        **_abstract(project.abstract),
        "potential_impact": _said(project.potential_impact),
        "technical_summary": _said(project.technical_summary),
        "lead_organisation": project.organisation,
        "lead_department": project.department,
        "region": project.region,
        "partner_organisations": "\n".join(project.partners),
        "funder": project.funder,
        "grant_category": project.category,
        "award_status": project.status,
        "other_identifiers": "\n".join(project.identifiers),
        "start_date": project.start and project.start.isoformat(),
        "end_date": project.end and project.end.isoformat(),
        "value_gbp": project.value_gbp,
        "research_subjects": "\n".join(project.subjects),
        "web_address": _address(project),
    }


def of_finding(award: str, found: KeyFinding) -> dict[str, Any]:
    """One key finding, whole. Its bullets stay its text: one becomes a finding when a curator puts it in our words."""
    return {
        "title": f"Key findings: {award}",
        "source_text": found.text,
        "exploitation": found.exploitation,
        "web_address": found.web_address,
        "outcome_id": found.outcome_id,
    }


def of_impact(outcome: Outcome) -> dict[str, Any]:
    values: dict[str, Any] = {name: value for name, value in outcome.values.items() if name in IMPACT_FIELDS}
    values |= {"title": _title(outcome), "impact_kind": outcome.kind, "outcome_id": outcome.outcome_id}
    if outcome.amount is not None and outcome.currency:
        values |= {"amount": outcome.amount, "currency": outcome.currency}
    return values | ({"primary_audience_state": ValueState.PRESENT} if values.get("primary_audience") else {})


def _address(project):
    return f"https://gtr.ukri.org/project/{project.gtr_id}" if project.gtr_id else ""


def _is_none(text):
    """Whether a text only says that there is none."""
    bare = text.lower().strip(" .")
    return bare in (*NOTHING, "not required", "tbc") or any(bare.startswith(words) for words, _ in NO_ABSTRACT)


def _said(text):
    return "" if _is_none(text) else text


def _abstract(text):
    """The abstract and its state: what only says that there is none is no abstract."""
    if text and not _is_none(text):
        return {"abstract": text, "abstract_state": AbstractState.PRESENT}
    not_required = text.lower().strip(" .") == "not required"
    return {
        "abstract": "",
        "abstract_state": AbstractState.NOT_REQUIRED if not_required else AbstractState.NOT_AVAILABLE,
    }


def _title(outcome):
    """A title that tells a reader something, also where the record only says that there was nothing."""
    if outcome.title.lower().strip(" .") in NOTHING:
        return f"{outcome.kind.label}: the record says “{outcome.title}”"
    return outcome.title or f"{outcome.kind.label} without a title"
