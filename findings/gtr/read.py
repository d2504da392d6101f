"""What does a GtR file say? Reads API-1 XML and JSON, GtR-2 v7 JSON and the website's sheet. Touches no database."""

from pathlib import Path
from typing import Any

from findings.gtr import api1, projectsearch, v7
from findings.gtr.documents import TOO_DEEP, parse, read_tree
from findings.gtr.records import Content, Unreadable


def read(path: Path) -> Content:
    """The content of a file. Raises Unreadable with the reason when there is none."""
    return _content(read_tree(path))


def read_bytes(content: bytes) -> Content:
    """The same of what was uploaded, or answered by Gateway to Research."""
    return _content(parse(content))


def _content(tree: dict[str, Any]) -> Content:
    try:
        found = api1.content(tree) or projectsearch.content(tree) or v7.content(tree)
    except RecursionError as error:
        raise Unreadable(TOO_DEEP) from error
    if found:
        return found
    raise Unreadable(f"no GtR project in it; it holds {', '.join(sorted(tree)[:6]) or 'nothing'}")
