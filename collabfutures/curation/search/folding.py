"""One fold of text, for searching, suggesting and ordering: what looks alike to a reader becomes the same.

SQLite calls `fold` and `stems` from triggers; PostgreSQL has them in SQL (migration 0003). A test compares them.
"""

import re
import unicodedata

from collabfutures.curation.search.stemming import stem

# Signs that a reader does not say aloud; NFKD would make letters of some of them ("Trust™" is no "trusttm").
_SILENT = dict.fromkeys(map(ord, "™®©℠"), " ")
_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
INVISIBLE = re.compile(f"[{_INVISIBLE}]")
# Letters that no decomposition takes apart.
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ς": "σ"}
)
_POSSESSIVE = re.compile(r"['’ʼ‘]s(?![^\W_])")
_GAPS = re.compile(r"[\W_]+")
LONGEST = 100_000


def fold(text: str | None) -> str:
    """The words of a text in small letters, without accents, signs and invisible characters, one blank between them."""
    text = unicodedata.normalize("NFKD", (text or "")[:LONGEST].translate(_SILENT))
    text = INVISIBLE.sub("", _MARKS.sub("", text)).lower().translate(_LETTERS)
    return _GAPS.sub(" ", _POSSESSIVE.sub("", text)).strip()


def stems(text: str | None) -> str:
    """The folded words of a text without their endings."""
    return " ".join(map(stem, fold(text).split()))
