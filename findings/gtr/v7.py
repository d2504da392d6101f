"""GtR-2 v7 JSON: projects with links, and outcomes in lists of their own, alone or in one bundle."""

from typing import Any

from collabfutures.curation.identifiers import award_reference
from findings.gtr import outcomes
from findings.gtr import text as texts
from findings.gtr.api1 import identifiers, whole
from findings.gtr.people import redact_people
from findings.gtr.records import Project
from findings.gtr.tree import dig, find_all, listed, text


def projects(tree: Any) -> list[Project]:
    """The projects of a v7 answer; none when it is something else, such as a fund or a list of outcomes."""
    tree = redact_people(tree)
    found = [node for node in _candidates(tree) if _is_project(node)]
    return [_project(node, tree, alone=len(found) == 1) for node in found]


def _candidates(tree):
    bundled = dig(tree, "projects")
    listed_here = [item for item in listed(dig(tree, "project")) if isinstance(item, dict)]
    return [tree, *([bundled] if isinstance(bundled, dict) else []), *listed_here, *find_all(bundled, "project")]


def _is_project(node):
    return bool(text(node, "title") and text(node, "id") and dig(node, "identifiers") is not None)


def _project(node, tree, alone):
    fund = _link(node, "FUND")
    references = [item.partition(" ")[2] for item in identifiers(node) if item.startswith("RCUK ")]
    mine = tree if alone else node
    return Project(
        gtr_id=text(node, "id"),
        reference=award_reference(references[0] if references else text(node, "grantReference")),
        title=texts.plain(text(node, "title")),
        identifiers=identifiers(node),
        abstract=texts.plain(text(node, "abstractText")),
        status=text(node, "status"),
        category=text(node, "grantCategory"),
        funder=text(node, "leadFunder"),
        start=texts.day(dig(fund, "start")) or texts.day(dig(node, "start")),
        end=texts.day(dig(fund, "end")) or texts.day(dig(node, "end")),
        value_gbp=whole(text(dig(node, "valuePounds"), "amount")),
        organisation=text(node, "leadOrganisation", "leadOrganisationName"),
        department=text(node, "leadOrganisationDepartment"),
        region="",
        subjects=[texts.plain(text(subject, "text")) for subject in find_all(node, "researchSubject")],
        key_findings=outcomes.key_findings(mine, "keyFinding"),
        outcomes=outcomes.others(mine, "v7"),
    )


def _link(node, relation):
    """The first link of a kind, which carries the dates of what it links to."""
    links = [link for link in find_all(dig(node, "links"), "link") if dig(link, "rel") == relation]
    return links[0] if links else None
