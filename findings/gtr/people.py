"""Takes the people who led or worked on a project out of its record, wherever their names stand.

The Open Government Licence does not cover personal data. Authors of publications are part of the publication.
"""

import re
from typing import Any

from findings.gtr.tree import find_all, text

ROLES = ("personRoles", "personRole", "persons", "person", "principalInvestigators", "principalInvestigator")
AUTHORS = ("authors", "author")
REMOVED = "[name removed]"
HONORIFIC = r"(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Dame)\b\.?\s+"
# The abstract of a seminar series often ends with whom to ask.
CONTACT = re.compile(rf"((?:obtained from|contact):?\s+){HONORIFIC}[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+)*")


def redact_people(tree: Any) -> Any:
    """A copy of the tree without its investigators, and without their names in its texts."""
    names = _names(tree)
    pattern = re.compile("|".join(names)) if names else None
    return _copy(tree, pattern)


def _names(tree):
    """Patterns for the full names of the investigators, and for their surnames after a title."""
    found = set()
    for role in ROLES:
        for person in find_all(tree, role):
            first, surname = text(person, "firstName"), text(person, "surname")
            if first and surname:
                found.add(rf"(?:{HONORIFIC})?\b{re.escape(first)}\s+(?:\S+\s+)?{re.escape(surname)}\b")
            if surname:
                found.add(rf"{HONORIFIC}(?:[A-Z]\.?\s+)*{re.escape(surname)}\b")
    return sorted(found)


def _copy(node, pattern):
    if isinstance(node, list):
        return [_copy(item, pattern) for item in node]
    if isinstance(node, dict):
        return {
            name: value if name in AUTHORS else _copy(value, pattern)
            for name, value in node.items()
            if name not in ROLES
        }
    if not isinstance(node, str):
        return node
    text_without = pattern.sub(REMOVED, node) if pattern else node
    return CONTACT.sub(rf"\1{REMOVED}", text_without)
