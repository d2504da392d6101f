"""A CSL-JSON item as a BibTeX entry."""

import re

from collabfutures.curation.citations.plain import flat, name, parts

TYPES = {
    "article-journal": "article",
    "chapter": "incollection",
    "book": "book",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
}
# The field that names what an entry stands in.
WITHIN = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}
# A brace of the text would close the field; the others mean something to LaTeX.
LATEX = {
    "{": r"\textbraceleft ",
    "}": r"\textbraceright ",
    "\\": r"\textbackslash ",
    "~": r"\textasciitilde ",
    "^": r"\textasciicircum ",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}


# A straight mark opens after a gap or a bracket and closes elsewhere.
QUOTE = re.compile(r'(^|[\s(\[{–—-])"')


def _latex(text):
    quoted = QUOTE.sub(r"\1``", flat(text)).replace('"', "''")
    return "".join(LATEX.get(sign, sign) for sign in quoted)


def _author(person):
    """A name that holds “and”, or is no person's, stands in braces: BibTeX would make two of it."""
    text = _latex(name(person))
    return f"{{{text}}}" if "literal" in person or " and " in text else text


def bibtex(item: dict) -> str:
    """One entry, UTF-8."""
    kind = TYPES.get(item["type"], "misc")
    authors = " and ".join(_author(each) for each in item.get("author", []))
    fields = {
        "title": f"{{{_latex(item['title'])}}}",
        "author": authors,
        WITHIN.get(kind, "howpublished"): _latex(item.get("container-title", "")),
        "publisher" if kind != "techreport" else "institution": _latex(item.get("publisher", "")),
        "volume": _latex(item.get("volume", "")),
        "number": _latex(item.get("issue", "")),
        "pages": _latex(item.get("page", "")).replace("–", "--"),
        "year": str(parts(item)[0]) if parts(item) else "",
        "isbn": _latex(item.get("ISBN", "")),
        "doi": flat(item.get("DOI", "")).replace("{", "").replace("}", ""),
        "url": flat(item.get("URL", "")).replace("{", "%7B").replace("}", "%7D"),
        "note": _latex(item.get("note", "")),
        "abstract": _latex(item.get("abstract", "")),
    }
    lines = [f"  {field} = {{{value}}}," for field, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{item['id']},", *lines, "}", ""])
