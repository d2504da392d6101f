"""GtR-2 v7 JSON: projects with links, and outcomes in lists of their own, alone or in one bundle."""

from typing import Any

from collabfutures.curation.identifiers import award_reference
from findings.gtr import outcomes
from findings.gtr import text as texts
from findings.gtr.api1 import identifiers, partners, texts_of
from findings.gtr.people import redact_people
from findings.gtr.records import Content, Project
from findings.gtr.tree import dig, find_all, listed, text, whole
from findings.gtr.v7_lists import PROJECTS, loose_outcomes, more_pages, other_lists


def content(tree: Any) -> Content | None:
    """What a v7 answer holds; None when it is something else, such as a fund."""
    tree = redact_people(tree)
    found = [node for node in _candidates(tree) if _is_project(node)]
    apart = {name: value for name, value in tree.items() if name not in PROJECTS}
    if len(found) == 1:
        # Everything in the bundle of one project is its own.
        return Content([_project(found[0], tree)], left_out=[*more_pages(tree), *other_lists(apart)])
    loose = [] if found and tree in found else [*loose_outcomes(apart)]
    if not found and not loose:
        return None
    return Content([_project(node, node) for node in found], loose, [*more_pages(tree), *other_lists(apart)])


def _candidates(tree):
    bundled = dig(tree, "projects")
    listed_here = [item for item in listed(dig(tree, "project")) if isinstance(item, dict)]
    return [tree, *([bundled] if isinstance(bundled, dict) else []), *listed_here, *find_all(bundled, "project")]


def _is_project(node):
    return bool(text(node, "title") and text(node, "id") and dig(node, "identifiers") is not None)


def _project(node, mine):
    fund = _link(node, "FUND")
    references = [item.partition(" ")[2] for item in identifiers(node) if item.startswith("RCUK ")]
    lead = text(node, "leadOrganisation", "leadOrganisationName")
    return Project(
        gtr_id=text(node, "id"),
        reference=award_reference(references[0] if references else text(node, "grantReference")),
        title=texts.plain(text(node, "title")),
        identifiers=identifiers(node),
        abstract=texts.plain(text(node, "abstractText")),
        potential_impact=texts.plain(text(node, "potentialImpact", "potentialImpactText")),
        technical_summary=texts.plain(text(node, "techAbstractText", "technicalSummary")),
        status=text(node, "status"),
        category=text(node, "grantCategory"),
        funder=text(node, "leadFunder"),
        start=texts.day(dig(fund, "start")) or texts.day(dig(node, "start")),
        end=texts.day(dig(fund, "end")) or texts.day(dig(node, "end")),
        value_gbp=whole(text(dig(node, "valuePounds"), "amount")),
        organisation=lead,
        department=text(node, "leadOrganisationDepartment"),
        region="",
        partners=partners(node, lead),
        subjects=texts_of(node, "researchSubject"),
        topics=texts_of(node, "researchTopic"),
        key_findings=outcomes.key_findings(mine, "keyFinding"),
        outcomes=outcomes.others(mine, "v7"),
    )


def _link(node, relation):
    """The first link of a kind, which carries the dates of what it links to."""
    links = [link for link in find_all(dig(node, "links"), "link") if dig(link, "rel") == relation]
    return links[0] if links else None
