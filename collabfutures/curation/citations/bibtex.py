"""A CSL-JSON item as a BibTeX entry."""

from collabfutures.curation.citations.plain import flat, name, parts

TYPES = {"article-journal": "article", "webpage": "misc", "document": "misc"}
# A brace of the text would close the field; the others mean something to LaTeX.
LATEX = {
    "{": r"\textbraceleft ",
    "}": r"\textbraceright ",
    "\\": r"\textbackslash ",
    "~": r"\textasciitilde ",
    "^": r"\textasciicircum ",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}


def _latex(text):
    return "".join(LATEX.get(sign, sign) for sign in flat(text))


def _author(person):
    """A name that holds “and”, or is no person's, stands in braces: BibTeX would make two of it."""
    text = _latex(name(person))
    return f"{{{text}}}" if "literal" in person or " and " in text else text


def bibtex(item):
    """One entry, UTF-8."""
    authors = " and ".join(_author(each) for each in item.get("author", []))
    fields = {
        "title": f"{{{_latex(item['title'])}}}",
        "author": authors,
        "journal" if item["type"] == "article-journal" else "howpublished": _latex(item.get("container-title", "")),
        "volume": _latex(item.get("volume", "")),
        "number": _latex(item.get("issue", "")),
        "pages": _latex(item.get("page", "")).replace("–", "--"),
        "year": str(parts(item)[0]) if parts(item) else "",
        "doi": flat(item.get("DOI", "")).replace("{", "").replace("}", ""),
        "url": flat(item.get("URL", "")).replace("{", "%7B").replace("}", "%7D"),
        "note": _latex(item.get("note", "")),
        "abstract": _latex(item.get("abstract", "")),
    }
    lines = [f"  {field} = {{{value}}}," for field, value in fields.items() if value]
    return "\n".join([f"@{TYPES[item['type']]}{{{item['id']},", *lines, "}", ""])
