"""API-1, the form of GtR's own pages: `projectOverview` as XML, or as JSON with or without its wrappers."""

from typing import Any

from collabfutures.curation.identifiers import award_reference
from findings.gtr import outcomes
from findings.gtr import text as texts
from findings.gtr.people import redact_people
from findings.gtr.records import Project
from findings.gtr.tree import dig, find_all, listed, text


def projects(tree: Any) -> list[Project]:
    """The projects of an API-1 answer; none when it is something else."""
    found = [*find_all(tree, "projectComposition")]
    return [_project(redact_people(node)) for node in found if text(dig(node, "project"), "id", "grantReference")]


def _project(node):
    project = dig(node, "project")
    fund, lead = dig(project, "fund"), dig(node, "leadResearchOrganisation")
    return Project(
        gtr_id=text(project, "id"),
        reference=award_reference(text(project, "grantReference")),
        title=texts.plain(text(project, "title")),
        identifiers=identifiers(project),
        abstract=texts.plain(text(project, "abstractText")),
        status=text(project, "status"),
        category=text(project, "grantCategory"),
        funder=text(dig(fund, "funder"), "name"),
        start=texts.day(dig(fund, "start")),
        end=texts.day(dig(fund, "end")),
        value_gbp=whole(text(fund, "valuePounds")),
        organisation=text(lead, "name"),
        department=text(lead, "department"),
        region=text(dig(lead, "address"), "region"),
        subjects=[texts.plain(text(subject, "text")) for subject in find_all(project, "researchSubject")],
        key_findings=outcomes.key_findings(project, "keyFindingsOutput"),
        outcomes=outcomes.others(project, "api1"),
    )


def identifiers(project: Any) -> list[str]:
    found = dig(project, "identifiers", "identifier") or dig(project, "identifier") or dig(project, "identifiers")
    pairs = [item for item in listed(found) if isinstance(item, dict)]
    return [f"{text(item, 'type')} {text(item, 'value')}".strip() for item in pairs if text(item, "value")]


def whole(value: str) -> int | None:
    """Pounds as a whole number, or None."""
    digits = value.partition(".")[0]
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 15 else None
