"""Lists of GtR-2 v7: outcomes that stand apart from their projects, and what no record is made of."""

from collections.abc import Iterator
from typing import Any

from findings.gtr import outcomes
from findings.gtr.records import Loose
from findings.gtr.shapes import SHAPES
from findings.gtr.tree import dig, find_all, text

# What a page of a list says about itself.
ABOUT = {"links", "ext", "page", "size", "totalPages", "totalSize", "_comment"}
PROJECTS = ("project", "projects")
OUTCOMES = ("keyFinding", *(shape.v7 for shape in SHAPES))


def loose_outcomes(tree: Any) -> Iterator[Loose]:
    """The outcomes below the tree, each with the ids of the projects to which it links."""
    for name in OUTCOMES:
        for node in find_all(tree, name):
            links = [link for link in find_all(dig(node, "links"), "link") if dig(link, "rel") == "PROJECT"]
            projects = [text(link, "href").rstrip("/").rpartition("/")[2] for link in links]
            for item in outcomes.named(node, name):
                yield Loose(projects, item)


def more_pages(tree: Any) -> list[str]:
    """That a list goes on in other files."""
    pages = text(tree, "totalPages")
    return [f"this is page {text(tree, 'page')} of {pages}"] if pages.isdigit() and int(pages) > 1 else []


def other_lists(tree: Any) -> Iterator[str]:
    """The names of what no record is made of."""
    for name, value in tree.items():
        is_known = name in ABOUT | {*OUTCOMES} or any(True for each in OUTCOMES for _ in find_all(value, each))
        if isinstance(value, dict | list) and value and not is_known and not name.startswith("outcomes/"):
            yield f"“{name[:80]}”"
