"""What sort of publication is it? GtR does not say; what it says of books and journals tells."""

from typing import Any

from findings.gtr.tree import text
from findings.vocabulary import PublicationType

# The words of GtR-2's `type`, which API-1 does not have.
_TYPES = {"chapter": PublicationType.CHAPTER, "book": PublicationType.BOOK, "journal": PublicationType.ARTICLE}
_SHORTEST_ISBN = 10


def publication_values(node: Any) -> dict[str, str]:
    """{publication_type, isbn} of a publication: a number of eight digits in the place of an ISBN is an ISSN."""
    number = text(node, "isbn")
    digits = sum(sign.isdigit() or sign in "xX" for sign in number)
    isbn = number if digits >= _SHORTEST_ISBN else ""
    container = text(node, "parentPublicationTitle", "journalTitle")
    serial = text(node, "issn") or (number if not isbn else "")
    return {"publication_type": _type(text(node, "type").lower(), isbn, container, serial), "isbn": isbn[:30]}


def _type(stated: str, isbn: str, container: str, serial: str) -> str:
    found = next((kind for word, kind in _TYPES.items() if word in stated), None)
    if found:
        return found
    if isbn:
        return PublicationType.CHAPTER if container else PublicationType.BOOK
    return PublicationType.ARTICLE if container or serial else PublicationType.OTHER
