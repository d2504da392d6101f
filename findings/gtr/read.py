"""What does a GtR file say? Reads API-1 XML, API-1 JSON and GtR-2 v7 JSON into one form. Touches no database."""

from pathlib import Path

from findings.gtr import api1, v7
from findings.gtr.documents import TOO_DEEP, read_tree
from findings.gtr.records import Project, Unreadable


def read(path: Path) -> list[Project]:
    """The projects of a file. Raises Unreadable with the reason when there is none."""
    tree = read_tree(path)
    try:
        found = api1.projects(tree) or v7.projects(tree)
    except RecursionError as error:
        raise Unreadable(TOO_DEEP) from error
    if found:
        return found
    raise Unreadable(f"no GtR project in it; it holds {', '.join(sorted(tree)[:6]) or 'nothing'}")
