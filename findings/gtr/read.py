"""What does a GtR file say? Reads API-1 XML, API-1 JSON and GtR-2 v7 JSON into one form. Touches no database."""

from findings.gtr import api1, v7
from findings.gtr.documents import read_tree
from findings.gtr.records import Unreadable


def read(path):
    """The projects of a file. Raises Unreadable with the reason when there is none."""
    tree = read_tree(path)
    for form in (api1, v7):
        projects = form.projects(tree)
        if projects:
            return projects
    raise Unreadable(f"no GtR project in it; it holds {', '.join(sorted(tree)[:6]) or 'nothing'}")
