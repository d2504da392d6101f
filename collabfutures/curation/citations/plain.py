"""A CSL-JSON item in words, and the pieces that every written form needs."""

import re


def flat(text: object) -> str:
    return re.sub(r"\s+", " ", str(text)).strip()


def name(person: dict[str, str]) -> str:
    return person.get("literal") or f"{person['family']}, {person['given']}"


def parts(item: dict) -> list[int]:
    return item.get("issued", {}).get("date-parts", [[]])[0]


def sentence(part: str) -> str:
    """A part of a reference with one mark at its end: a question keeps its own."""
    text = flat(part).rstrip(" .…")
    return text if not text or text.endswith(("?", "!")) else f"{text}."


def reference(item: dict) -> str:
    """The item in words: who, when, what, where. What has no author is named first."""
    authors = "; ".join(name(each) for each in item.get("author", []))
    year = parts(item)[0] if parts(item) else "no date"
    place, title = item.get("container-title", ""), item["title"]
    found = [f"{authors} ({year})", title] if authors else [f"{flat(title).rstrip('. …')} ({year})"]
    found += ["" if place == authors else f"{place} {_within(item)}".strip(), item.get("publisher", "")]
    found += [item.get("genre", ""), item.get("note", "")]
    address = f"https://doi.org/{item['DOI']}" if item.get("DOI") else item.get("URL", "")
    return " ".join(filter(None, [*map(sentence, filter(None, found)), address]))


def _within(item):
    """Where in its journal an article stands: “33(2), 123–130”."""
    issue = f"({item['issue']})" if item.get("issue") else ""
    return ", ".join(part for part in (f"{item.get('volume', '')}{issue}", item.get("page", "")) if part)
