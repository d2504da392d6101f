"""Key findings and other outcomes of a project: the same in every format, under different element names."""

from typing import Any

from collabfutures.curation.citations.people import read_authors
from collabfutures.curation.identifiers import outcome_id
from findings.gtr import text as texts
from findings.gtr.publications import publication_values
from findings.gtr.records import KeyFinding, Outcome
from findings.gtr.shapes import SHAPES
from findings.gtr.tree import dig, find_all, find_each, listed, text, whole
from findings.gtr.vocabularies import usual
from findings.vocabulary import ImpactKind

OFFICIAL = {"true": "yes", "false": "no"}


def key_findings(node: Any, name: str) -> list[KeyFinding]:
    """The key findings that stand under the element `name` anywhere below the node."""
    return [_key_finding(found) for found in find_all(node, name) if identity(found)]


def others(node: Any, form: str) -> list[Outcome]:
    """Every other outcome below the node. `form` is "api1" or "v7": which element names to look for."""
    shapes = {getattr(shape, form): shape for shape in SHAPES}
    found = find_each(node, shapes)
    return [_outcome(each, shape) for name, shape in shapes.items() for each in found[name] if identity(each)]


def named(node: Any, name: str) -> list[KeyFinding | Outcome]:
    """The one outcome that a v7 node is, by the element's name; none if nothing tells it from others."""
    if not identity(node):
        return []
    shape = next((each for each in SHAPES if each.v7 == name), None)
    return [_outcome(node, shape) if shape else _key_finding(node)]


def identity(node: Any) -> str:
    """`outcomeId` stays the same from release to release; the GUID does not, and serves only where it is missing."""
    return outcome_id(text(node, "outcomeId", "outcomeid", "id"))


def _key_finding(node):
    areas, unknown = texts.areas(_sectors(node, ("sectors",)))
    described = texts.plain(text(node, "description"))
    return KeyFinding(
        outcome_id=identity(node),
        text=described,
        exploitation=texts.plain(text(node, "exploitationPathways", "nonAcademicUses")),
        areas=areas,
        unknown_areas=unknown,
        web_address=text(node, "url", "supportingUrl"),
        raw=node,
    )


def _outcome(node, shape):
    areas, unknown = texts.areas(_sectors(node, shape.areas))
    return Outcome(
        kind=shape.kind,
        outcome_id=identity(node),
        title=texts.headline(texts.plain(text(node, *shape.title)), most=250),
        years=texts.years(*(text(node, name) for name in shape.years)),
        areas=areas,
        unknown_areas=unknown,
        values=_values(node, shape),
        raw=node,
        **(_amount(node) if shape.kind == ImpactKind.FUNDING else {}),
    )


def _amount(node):
    """{amount, currency}: API-1 gives pounds, whatever the currency was, v7 an amount with its currency."""
    pounds, given = whole(text(node, "amountPounds")), dig(node, "amount")
    currency = text(given, "currencyCode", "currency").upper()
    if pounds is None and len(currency) == 3:
        return {"amount": whole(text(given, "amount")), "currency": currency}
    return {"amount": pounds, "currency": "GBP"}


def _values(node, shape):
    values = {field: usual(field, texts.plain(text(node, *names))) for field, names in shape.values}
    return (
        values
        | (publication_values(node) if shape.kind == ImpactKind.PUBLICATION else {})
        | {
            "authors": read_authors("; ".join(_authors(node))),
            "source_text": texts.plain(text(node, "description")),
            "web_address": text(node, "url", "supportingUrl", "publicationUrl"),
            "impact_types": _joined(dig(node, "impactTypes")),
            "part_of_official_scheme": OFFICIAL.get(str(dig(node, "partOfOfficialScheme")).lower(), "not-stated"),
        }
    )


def _authors(node):
    """The authors of a publication, as it names them."""
    for author in [*listed(dig(node, "authors", "author")), *listed(dig(node, "author"))]:
        name = author if isinstance(author, str) else text(author, "otherNames", "name", "surname")
        if name:
            yield texts.plain(name)


def _sectors(node, names):
    """The sector names as one text: API-1 writes them so, v7 has split them at every comma."""
    return next((_joined(dig(node, name), ",") for name in names if dig(node, name)), "")


def _joined(node, separator=", "):
    """The texts of a list, which may lie in a wrapper such as {"item": […]}."""
    if isinstance(node, dict):
        node = [item for value in node.values() for item in listed(value)]
    return separator.join(texts.plain(item) for item in listed(node) if isinstance(item, str))
