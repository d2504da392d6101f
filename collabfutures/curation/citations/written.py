"""CSL-JSON items as BibTeX, as RIS and as a line that a reader can paste into a document."""

import re

BIBTEX_TYPES = {"article-journal": "article", "webpage": "misc", "document": "misc"}
RIS_TYPES = {"article-journal": "JOUR", "webpage": "ELEC", "document": "GEN"}
# A brace of the text would close the field; the others mean something to LaTeX.
LATEX = {
    "{": r"\textbraceleft ",
    "}": r"\textbraceright ",
    "\\": r"\textbackslash ",
    "~": r"\textasciitilde ",
    "^": r"\textasciicircum ",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}


def _flat(text):
    return re.sub(r"\s+", " ", str(text)).strip()


def _latex(text):
    return "".join(LATEX.get(sign, sign) for sign in _flat(text))


def _name(person):
    return person.get("literal") or f"{person['family']}, {person['given']}"


def _parts(item):
    return item.get("issued", {}).get("date-parts", [[]])[0]


def bibtex(item):
    """One entry, UTF-8."""
    authors = " and ".join(
        f"{{{_latex(each['literal'])}}}" if "literal" in each else _latex(_name(each))
        for each in item.get("author", [])
    )
    fields = {
        "title": f"{{{_latex(item['title'])}}}",
        "author": authors,
        "journal" if item["type"] == "article-journal" else "howpublished": _latex(item.get("container-title", "")),
        "year": str(_parts(item)[0]) if _parts(item) else "",
        "doi": item.get("DOI", "").replace("{", "").replace("}", ""),
        "url": item.get("URL", "").replace("{", "%7B").replace("}", "%7D"),
        "note": _latex(item.get("note", "")),
        "abstract": _latex(item.get("abstract", "")),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{BIBTEX_TYPES[item['type']]}{{{item['id']},", *lines, "}", ""])


def ris(item):
    """One entry. Every value stands on one line."""
    parts = _parts(item)
    pairs = [
        ("TY", RIS_TYPES[item["type"]]),
        ("ID", item["id"]),
        ("TI", item["title"]),
        *(("AU", _name(each)) for each in item.get("author", [])),
        ("PY", parts[0] if parts else ""),
        ("DA", "/".join(f"{part:02}" for part in parts)),
        ("T2", item.get("container-title", "")),
        ("M3", item.get("genre", "")),
        ("DO", item.get("DOI", "")),
        ("UR", item.get("URL", "")),
        ("N1", item.get("note", "")),
        ("AB", item.get("abstract", "")),
    ]
    lines = [f"{tag}  - {_flat(value)}" for tag, value in pairs if _flat(value)]
    return "\r\n".join([*lines, "ER  - ", ""])


def reference(item):
    """The item in words: who, when, what, where."""
    authors = "; ".join(_name(each) for each in item.get("author", []))
    year = _parts(item)[0] if _parts(item) else "no date"
    place = item.get("container-title", "")
    told = [f"{authors} ({year})" if authors else f"({year})", item["title"], "" if place == authors else place]
    told += [item.get("genre", ""), item.get("note", "").rstrip(".")]
    address = f"https://doi.org/{item['DOI']}" if item.get("DOI") else item.get("URL", "")
    return ". ".join(_flat(part).rstrip(".") for part in told if part) + f". {address}".rstrip()
