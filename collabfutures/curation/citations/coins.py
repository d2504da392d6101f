"""A CSL-JSON item as COinS: a span in a page from which Zotero and other programs take the citation.

Source: OpenURL 1.0 (ANSI/NISO Z39.88-2004), matrices for journals, books and Dublin Core.
"""

from typing import Any
from urllib.parse import urlencode

from django.utils.html import format_html
from django.utils.safestring import SafeString

from collabfutures.curation.citations.plain import name, parts

ARTICLE, BOOKS = "article-journal", {"book": "book", "chapter": "bookitem", "paper-conference": "proceeding"}
DOCUMENT = "info:ofi/fmt:kev:mtx:"


def coins(item: dict[str, Any]) -> SafeString:
    """The span. It shows nothing; what it says stands on the page already."""
    pairs = [("ctx_ver", "Z39.88-2004"), *_described(item), *_shared(item)]
    return format_html('<span class="Z3988" title="{}"></span>', urlencode([pair for pair in pairs if pair[1]]))


def _described(item):
    if item["type"] == ARTICLE:
        first, _, last = item.get("page", "").replace("–", "-").partition("-")
        return [
            ("rft_val_fmt", f"{DOCUMENT}journal"),
            ("rft.genre", "article"),
            ("rft.atitle", item["title"]),
            ("rft.jtitle", item.get("container-title", "")),
            ("rft.volume", item.get("volume", "")),
            ("rft.issue", item.get("issue", "")),
            ("rft.spage", first),
            ("rft.epage", last),
        ]
    if item["type"] in BOOKS:
        genre = BOOKS[item["type"]]
        within = [("rft.btitle", item.get("container-title", "")), ("rft.atitle", item["title"])]
        titles = [("rft.btitle", item["title"])] if genre == "book" else within
        return [("rft_val_fmt", f"{DOCUMENT}book"), ("rft.genre", genre), *titles, ("rft.isbn", item.get("ISBN", ""))]
    kinds = [("rft.type", item.get("genre") or item["type"]), ("rft.source", item.get("container-title", ""))]
    return [("rft_val_fmt", f"{DOCUMENT}dc"), ("rft.title", item["title"]), *kinds]


def _shared(item):
    author = "rft.creator" if item["type"] not in (ARTICLE, *BOOKS) else "rft.au"
    yield from ((author, name(each)) for each in item.get("author", []))
    yield "rft.date", "-".join(f"{part:02}" for part in parts(item))
    yield "rft.identifier" if author == "rft.creator" else "rft_id", item.get("URL", "")
    yield "rft_id", f"info:doi/{item['DOI']}" if item.get("DOI") else ""
