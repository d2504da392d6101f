"""API-1, the form of GtR's own pages: `projectOverview` as XML, or as JSON with or without its wrappers."""

from typing import Any

from collabfutures.curation.identifiers import award_reference
from findings.gtr import outcomes
from findings.gtr import text as texts
from findings.gtr.people import redact_people
from findings.gtr.records import Content, Project
from findings.gtr.tree import dig, find_all, listed, text, whole
from findings.gtr.vocabularies import usual

NO_TOPIC = ("unclassified",)


def content(tree: Any) -> Content | None:
    """What an API-1 answer holds; None when it is something else."""
    found = [*find_all(tree, "projectComposition")]
    named = [node for node in found if text(dig(node, "project"), "id", "grantReference")]
    nameless = [f"{len(found) - len(named)} projects without an id and a reference"] if len(named) < len(found) else []
    return Content([_project(redact_people(node)) for node in named], left_out=nameless) if named else None


def _project(node):
    project = dig(node, "project")
    fund, lead = dig(project, "fund"), dig(node, "leadResearchOrganisation")
    return Project(
        gtr_id=text(project, "id"),
        reference=award_reference(text(project, "grantReference")),
        title=texts.plain(text(project, "title")),
        identifiers=identifiers(project),
        abstract=texts.plain(text(project, "abstractText")),
        potential_impact=texts.plain(text(project, "potentialImpactText", "potentialImpact")),
        technical_summary=texts.plain(text(project, "technicalSummary", "techAbstractText")),
        status=text(project, "status"),
        category=text(project, "grantCategory"),
        funder=text(dig(fund, "funder"), "name"),
        start=texts.day(dig(fund, "start")),
        end=texts.day(dig(fund, "end")),
        value_gbp=whole(text(fund, "valuePounds")),
        organisation=text(lead, "name"),
        department=text(lead, "department"),
        region=usual("region", text(dig(lead, "address"), "region")),
        partners=partners(node, text(lead, "name")),
        subjects=texts_of(project, "researchSubject"),
        topics=texts_of(project, "researchTopic"),
        key_findings=outcomes.key_findings(project, "keyFindingsOutput"),
        outcomes=outcomes.others(project, "api1"),
    )


def partners(node: Any, lead: str) -> list[str]:
    """The organisations that took part besides the one that led, by whatever list names them."""
    named = [*find_all(node, "organisationRole"), *find_all(node, "collaborator"), *find_all(node, "participant")]
    names = [texts.plain(text(each, "name", "organisationName")) for each in named]
    return [name for name in dict.fromkeys(names) if name and name != lead]


def texts_of(node: Any, name: str) -> list[str]:
    """The texts of a list of subjects or topics. That there is none is also written as an entry."""
    found = (texts.plain(text(each, "text")) for each in find_all(node, name))
    return [each for each in dict.fromkeys(found) if each and each.lower() not in NO_TOPIC]


def identifiers(project: Any) -> list[str]:
    found = dig(project, "identifiers", "identifier") or dig(project, "identifier") or dig(project, "identifiers")
    pairs = [item for item in listed(found) if isinstance(item, dict)]
    return [f"{text(item, 'type')} {text(item, 'value')}".strip() for item in pairs if text(item, "value")]
