"""An award of Gateway to Research by its reference, and the references that a search there finds."""

import json

from collabfutures.curation.identifiers import award_reference
from findings.gtr.gateway import Gateway, NotFetched
from findings.gtr.read import read_bytes
from findings.gtr.records import Content, Unreadable

XML, JSON = "application/xml", "application/vnd.rcuk.gtr.json-v7"
# So many awards does a search give.
MOST_FOUND = 20


def fetch_award(reference: str, gateway: Gateway | None = None) -> Content:
    """What Gateway to Research says of an award, whole by API 1, else its outline by API 2. Raises NotFetched."""
    wanted, gateway = award_reference(reference), gateway or Gateway()
    found = gateway.get("/api/projects", XML, ref=wanted) or _outline(gateway, wanted)
    if found is None:
        raise NotFetched(f"Gateway to Research has no award {wanted}.")
    try:
        content = read_bytes(found)
    except Unreadable as error:
        gateway.forget("/api/projects", XML, ref=wanted)
        raise NotFetched(f"{wanted}: the answer cannot be read: {error}.") from error
    if not any(wanted in (each.reference, *each.identifiers) for each in content.projects):
        raise NotFetched(f"Gateway to Research has no award {wanted}; it answered with another one.")
    return content


def _outline(gateway, reference):
    """A project as API 2 has it, from the page of what a search for the reference finds."""
    page = gateway.get("/gtr/api/projects", JSON, q=f'"{reference}"', f="pro.gr", s="10")
    for project in _projects(page):
        if reference in _references(project):
            return json.dumps(project).encode()
    return None


def search(words: str, gateway: Gateway | None = None) -> list[str]:
    """The references of the awards that a search at Gateway to Research finds. Raises NotFetched."""
    page = (gateway or Gateway()).get("/gtr/api/projects", JSON, q=words, s=str(MOST_FOUND))
    return [next(iter(_references(project))) for project in _projects(page) if _references(project)]


def _projects(page):
    if page is None:
        return []
    try:
        found = json.loads(page).get("project", [])
    except (ValueError, AttributeError, RecursionError) as error:
        raise NotFetched("Gateway to Research gave an answer that cannot be read.") from error
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _references(project):
    """The references of a project of API 2, that of the funder's system first."""
    found = project.get("identifiers") or {}
    rows = found.get("identifier") if isinstance(found, dict) else None
    rows = rows if isinstance(rows, list) else []
    texts = [each.get("value", "") if isinstance(each, dict) else each for each in rows]
    return [award_reference(text) for text in texts if isinstance(text, str) and text.strip()]
