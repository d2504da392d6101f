"""A CSL-JSON item as a RIS entry."""

from collabfutures.curation.citations.plain import flat, name, parts

TYPES = {
    "article-journal": "JOUR",
    "chapter": "CHAP",
    "book": "BOOK",
    "paper-conference": "CPAPER",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
}


def ris(item: dict) -> str:
    """One entry. Every value stands on one line."""
    day = parts(item)
    first, _, last = item.get("page", "").replace("–", "-").partition("-")
    pairs = [
        ("TY", TYPES.get(item["type"], "GEN")),
        ("ID", item["id"]),
        ("TI", item["title"]),
        *(("AU", name(each)) for each in item.get("author", [])),
        ("PY", day[0] if day else ""),
        ("DA", "/".join(f"{part:02}" for part in day)),
        ("T2", item.get("container-title", "")),
        ("VL", item.get("volume", "")),
        ("IS", item.get("issue", "")),
        ("SP", first),
        ("EP", last),
        ("M3", item.get("genre", "")),
        ("PB", item.get("publisher", "")),
        ("SN", item.get("ISBN", "")),
        ("DO", item.get("DOI", "")),
        ("UR", item.get("URL", "")),
        ("N1", item.get("note", "")),
        ("AB", item.get("abstract", "")),
    ]
    lines = [f"{tag}  - {flat(value)}" for tag, value in pairs if flat(value)]
    return "\r\n".join([*lines, "ER  - ", ""])
