"""A CSL-JSON item in words, and the pieces that every written form needs."""

import re


def flat(text):
    return re.sub(r"\s+", " ", str(text)).strip()


def name(person):
    return person.get("literal") or f"{person['family']}, {person['given']}"


def parts(item):
    return item.get("issued", {}).get("date-parts", [[]])[0]


def reference(item):
    """The item in words: who, when, what, where. What has no author is named first."""
    authors = "; ".join(name(each) for each in item.get("author", []))
    year = parts(item)[0] if parts(item) else "no date"
    place = item.get("container-title", "")
    title = flat(item["title"]).rstrip(". …")
    told = [f"{authors} ({year})", title] if authors else [f"{title} ({year})"]
    told += ["" if place == authors else f"{place} {_within(item)}".strip()]
    told += [item.get("genre", ""), item.get("note", "").rstrip(".")]
    address = f"https://doi.org/{item['DOI']}" if item.get("DOI") else item.get("URL", "")
    return ". ".join(flat(part).rstrip(".") for part in told if part) + f". {address}".rstrip()


def _within(item):
    """Where in its journal an article stands: “33(2), 123–130”."""
    issue = f"({item['issue']})" if item.get("issue") else ""
    return ", ".join(part for part in (f"{item.get('volume', '')}{issue}", item.get("page", "")) if part)
