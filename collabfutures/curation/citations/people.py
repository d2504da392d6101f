"""Who wrote it? Authors as persons with family and given names, or as organisations, each on a line of its own.

`Sullivan, Helen (0000-0002-1825-0097)` is a person, with an ORCID if one is known; `Cardiff Metropolitan University` an
organisation; one whose name holds a comma stands in quotation marks. `read_authors` makes such lines, once, of what an
import brings; after that the lines are what a curator edits and what every citation is written from.
"""

import re

from collabfutures.curation.fields import lines
from collabfutures.curation.identifiers import orcid

# Roles and notes that some records put behind a name.
_NOTE = re.compile(r"\s*[(\[](?!\d{4}-?\d{4})[^)\]]*[)\]]")
_ORCID = re.compile(r"\s*\(\s*(\S*\d{4}-?\d{4}-?\d{4}-?\d{3}[\dXx])\s*\)")
_INITIALS = re.compile(r"(?:[A-Z]\.?[-\s]?){1,4}")
_PARTICLES = {"de", "del", "della", "der", "den", "di", "da", "du", "la", "le", "ter", "van", "von", "zu", "al", "el"}
# Whole words, or beginnings (…\w*): Banks, Boardman and Ince are people.
_ORGANISATION = re.compile(
    r"\b(?:universit\w*|institut\w*|associat\w*|consorti\w*|organi[sz]ation\w*|foundation|college|council|centre|center|"
    r"school|department|ministry|office|agency|society|group|committee|commission|trust|board|service|services|team|"
    r"network|ltd|plc|inc|nhs|research|studies|government|authority|company|partnership|project|union|bank|museum|"
    r"library|press)\b",
    re.IGNORECASE,
)
_NOBODY = {"", "na", "n/a", "none", "nil", "anon", "anonymous", "et al", "et al.", "unknown", "various"}
Person = dict[str, str]


def authors_of(text: str) -> list[Person]:
    """The CSL names of stored lines: {"family", "given", "ORCID"?} of persons, {"literal"} of organisations."""
    return [_stored(line) for line in lines(text)]


def _stored(line):
    if line.startswith('"') and line.endswith('"') and len(line) > 2:
        return {"literal": line[1:-1]}
    found = _ORCID.search(line)
    name = _ORCID.sub("", line)
    family, comma, given = (part.strip() for part in name.partition(","))
    if not (comma and family and given):
        return {"literal": name.strip()}
    key = orcid(found[1]) if found else ""
    return {"family": family, "given": given} | ({"ORCID": f"https://orcid.org/{key}"} if key else {})


def stored(person: Person) -> str:
    """A CSL name as the line that is stored."""
    if "literal" in person:
        return f'"{person["literal"]}"' if "," in person["literal"] else person["literal"]
    key = f" ({orcid(person['ORCID'])})" if person.get("ORCID") else ""
    return f"{person['family']}, {person['given']}{key}"


def read_authors(text: str) -> str:
    """The lines for authors as an import or another system writes them."""
    return "\n".join(dict.fromkeys(map(stored, people(text))))


def people(text: str) -> list[Person]:
    """Authors in running text as CSL names: “Sample AB, Other B”, “Jo Sample and Kim Other”, “Sample, A.”."""
    text = _NOTE.sub("", " ".join((text or "").split()))
    found = [_person(name) for name in _names(text)]
    return [person for person in found if person.get("literal", "x").lower().strip(" .") not in _NOBODY]


def _names(text):
    """One text for each author."""
    if ";" in text:
        return [part.strip() for part in text.split(";") if part.strip(" .")]
    parts = (
        [part.strip() for part in re.split(r"\s+(?:and|&)\s+|,\s+and\s+", text)]
        if not _is_organisation(text)
        else [text]
    )
    return [name for part in parts for name in _split_commas(part.strip()) if name.strip(" .,")]


def _split_commas(text):
    """“Sample A, Other B” are two, “Sample, A., Other, B.” as well, and “Sample, Jo” is one."""
    if _is_organisation(text):
        return [text]
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) > 1 and (all(_has_initials(part) for part in parts) or all(_is_whole(part) for part in parts)):
        return parts
    if len(parts) % 2 == 0 and all(_is_given(part) for part in parts[1::2]):
        return [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)]
    return [text] if len(parts) < 3 else parts


def _has_initials(part):
    """Whether a part is a whole name with its initials: “Sample AB”."""
    family, _, last = part.rpartition(" ")
    return bool(family) and bool(_INITIALS.fullmatch(last)) and not _INITIALS.fullmatch(family)


def _is_whole(part):
    """Whether a part is a whole name in full: “Jo Sample”."""
    return len(part.split()) > 1 and not _INITIALS.fullmatch(part)


def _is_given(part):
    return bool(_INITIALS.fullmatch(part)) or len(part.split()) <= 2


def _is_organisation(text):
    return bool(_ORGANISATION.search(text))


def _person(name):
    name = name.strip(" ,")
    if _is_organisation(name):
        return {"literal": name}
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma and family and given:
        return {"family": family, "given": given.strip(" ,")}
    words = name.split()
    if len(words) < 2:
        return {"literal": name}
    if _INITIALS.fullmatch(words[-1]) and not _INITIALS.fullmatch(words[0]):
        return {"family": " ".join(words[:-1]), "given": words[-1].rstrip(".") if len(words[-1]) == 2 else words[-1]}
    return _given_first(words)


def _given_first(words):
    """“Jo van der Sample”: the family name begins with its first particle, or is the last word."""
    start = next((place for place, word in enumerate(words[1:-1], 1) if word.lower() in _PARTICLES), len(words) - 1)
    return {"family": " ".join(words[start:]), "given": " ".join(words[:start])}
