"""Takes the people who led or worked on a project out of its record, wherever their names stand.

The Open Government Licence does not cover personal data. Authors of publications are part of the publication.
"""

import re
from collections import defaultdict
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
    pattern = re.compile("|".join(sorted(pattern for patterns in names.values() for pattern in patterns)))
    return _copy(tree, names, pattern)


def _names(tree):
    """{surname of an investigator: patterns for their full names, and for the surname after a title}."""
    found = defaultdict(set)
    for role in ROLES:
        # One after the other, since one stands within another.
        for person in find_all(tree, role):
            first, surname = text(person, "firstName"), text(person, "surname")
            if surname:
                found[surname].add(rf"{HONORIFIC}(?:[A-Z]\.?\s+)*{re.escape(surname)}\b")
            if first and surname:
                found[surname].update(_full_names(re.escape(first), re.escape(surname), re.escape(first[0])))
    return found


def _full_names(first, surname, initial):
    yield rf"(?:{HONORIFIC})?\b{first}\s+(?:\S+\s+)?{surname}\b"
    # F. Surname, F M Surname; Surname F, Surname, F.M.
    initials = rf"{initial}\.?(?:[ -]?[A-Z]\.?){{0,2}}"
    yield rf"\b{initials}\s+{surname}\b"
    yield rf"\b{surname},?\s+{initials}(?![\w'-])"


def _copy(node, names, pattern):
    if isinstance(node, list):
        return [_copy(item, names, pattern) for item in node]
    if isinstance(node, dict):
        return {
            name: value if name in AUTHORS else _copy(value, names, pattern)
            for name, value in node.items()
            if name not in ROLES
        }
    return _without(node, names, pattern) if isinstance(node, str) else node


def _without(text, names, pattern):
    # Looking for a word first: most texts hold no name, and the patterns are slow.
    if any(surname in text for surname in names):
        text = pattern.sub(REMOVED, text)
    return CONTACT.sub(rf"\1{REMOVED}", text) if "ontact" in text or "btained from" in text else text
