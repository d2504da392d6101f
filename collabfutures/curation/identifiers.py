"""Identifiers have one form each, in fields, imports and filters: what is pasted with its address comes out bare."""

import re

from collabfutures.curation.search.folding import INVISIBLE

_DOI = re.compile(r"10\.\d{4,9}/\S+")
_ORCID = re.compile(r"(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dX])", re.IGNORECASE)
# What a sentence puts behind an identifier; a bracket only where none was opened before it.
_TRAILING = ".,;:\"'”’>"


def _bare(text: str) -> str:
    return " ".join(INVISIBLE.sub("", text or "").split())


def doi(text: str) -> str:
    """“https://doi.org/10.1000/ABC.” is “10.1000/abc” (a DOI has no case); what holds no DOI comes back as it was."""
    found = _DOI.search(_bare(text))
    if not found:
        return _bare(text)
    bare = found[0].rstrip(_TRAILING)
    while bare.endswith(")") and bare.count(")") > bare.count("("):
        bare = bare[:-1].rstrip(_TRAILING)
    return bare.lower()


def orcid(text: str) -> str:
    """“https://orcid.org/0000-0002-1825-0097” is “0000-0002-1825-0097”; empty if its check digit is wrong."""
    found = _ORCID.search(_bare(text))
    digits = "".join(found.groups()).upper() if found else ""
    return "-".join(digits[start : start + 4] for start in range(0, 16, 4)) if digits and _checks(digits) else ""


def _checks(digits):
    """ISO 7064 mod 11-2."""
    total = 0
    for digit in digits[:15]:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11] == digits[15]


def award_reference(text: str) -> str:
    """“ es/h000933/1 ” is “ES/H000933/1”: capitals, without blanks."""
    return _bare(text).replace(" ", "").upper()


def outcome_id(text: str) -> str:
    """GtR's key of an outcome, without the blanks that some files have around it."""
    return _bare(text)
