"""Making sense of GtR's texts: entities escaped twice, HTML, lost bullets, sector names with commas, dates."""

import html
import re
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from ftfy import fix_encoding
from ftfy.badness import is_bad

from collabfutures.curation.fields import EARLIEST_YEAR, LATEST_YEAR, readable
from seminars.vocabulary import APPLICATION_AREAS

LONDON = ZoneInfo("Europe/London")
# Only HTML's own names are tags, and only with attributes that have values: “income<median and trust>mean” and
# “a<b and c>d” hold none. No tag reaches over another "<", so that the search stays linear.
_NAMES = (
    "a|abbr|acronym|address|article|aside|b|base|basefont|bdi|bdo|big|blockquote|body|br|button|caption|center|cite|"
    "code|col|colgroup|dd|del|details|dfn|dir|div|dl|dt|em|fieldset|figcaption|figure|font|footer|form|frame|frameset|"
    "h1|h2|h3|h4|h5|h6|head|header|hr|html|i|iframe|img|input|ins|kbd|label|legend|li|link|main|map|mark|menu|meta|nav|"
    "noscript|ol|option|p|pre|q|s|samp|script|section|select|small|span|strike|strong|style|sub|summary|sup|table|tbody|"
    "td|textarea|tfoot|th|thead|time|title|tr|tt|u|ul|var|wbr"
)
_ATTRIBUTE = r"""\s+[a-zA-Z:_-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>=]+)"""
TAG = re.compile(rf"</?({_NAMES})(?:{_ATTRIBUTE})*\s*/?>|<!--[^<>]*-->", re.IGNORECASE)
MOST_CHARACTERS = 100_000
NO_DATE = "1900-01-01"
MOST_SECTOR_CHARACTERS = 2_000
BLOCKS = {"p", "div", "br", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4"}


def plain(text: str) -> str:
    """The text without HTML and without doubly escaped entities; at most one empty line in a row."""
    if len(text) > MOST_CHARACTERS:
        text = f"{text[:MOST_CHARACTERS]} … [{len(text) - MOST_CHARACTERS:,} more characters in the record]"
    text = TAG.sub(_gap, html.unescape(text))
    # Some texts hold line breaks written out as a backslash and an n.
    text = re.sub(r"(?:\\r)?\\n(?=\\|\s|[A-Z0-9(]|$)", "\n", text)
    text = fix_encoding(readable(html.unescape(text))).replace("\xa0", " ").replace("\r\n", "\n").replace("\r", "\n")
    lines = [re.sub(r"[ \t]+", " ", line).strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def is_garbled(text: str) -> bool:
    """Whether a text was decoded wrongly somewhere, so that nobody can be certain what it said."""
    return "\ufffd" in text or is_bad(text)


def _gap(tag):
    return "\n" if (tag[1] or "").lower() in BLOCKS else ""


def areas(text: str) -> tuple[list[str], str]:
    """(the application areas that a sector string names, what was left over). Greedy: the longest name wins."""
    found, unknown, rest = [], [], _squeezed(text[:MOST_SECTOR_CHARACTERS])
    while rest:
        spelling = next((spelling for spelling in _LONGEST_FIRST if _starts(rest, spelling)), None)
        if spelling:
            found.append(_SPELLINGS[spelling])
            rest = rest[len(spelling) :].lstrip(", ")
        else:
            piece, _, rest = rest.partition(",")
            unknown.append(piece)
            rest = rest.lstrip()
    return list(dict.fromkeys(found)), ", ".join(unknown)


def _squeezed(text):
    """One spelling for the commas, some of which GtR writes as a slash and a space."""
    return re.sub(r"\s*(?:,|/\s)\s*", ",", re.sub(r"\s+", " ", text.strip()))


_SPELLINGS = {_squeezed(name): name for name in APPLICATION_AREAS} | {
    _squeezed(name).replace(",", "/"): name for name in APPLICATION_AREAS
}
_LONGEST_FIRST = sorted(_SPELLINGS, key=len, reverse=True)


def _starts(text, name):
    """Whether the text begins with the name and the name ends there."""
    return text.startswith(name) and text[len(name) : len(name) + 1] in ("", ",")


def years(*texts: str) -> list[int]:
    """The years that the texts name, in order. The first day of 1900 is how GtR writes that it has no date."""
    texts = tuple(text for text in texts if text != NO_DATE)
    found = {int(year) for text in texts for year in re.findall(r"(?<!\d)\d{4}(?!\d)", text)}
    return sorted(year for year in found if EARLIEST_YEAR <= year <= LATEST_YEAR)


def day(value: Any) -> date | None:
    """A date from ISO text (API-1), or from milliseconds at midnight in London (v7); None if it is neither."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 8 * 10**12:
        return datetime.fromtimestamp(value / 1000, tz=LONDON).date()
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def headline(text: str, most: int = 140) -> str:
    """The beginning of a text as a title: to the end of its first sentence, or cut between words."""
    whole = " ".join(text.split())
    if len(whole) <= most:
        return whole
    first = re.split(r"(?<=[.!?;:])\s|\n", text.strip(), maxsplit=1)[0].strip(" .;:")
    if len(first) < 12:
        first = whole
    return first if len(first) <= most else first[:most].rsplit(" ", 1)[0].rstrip(",;:") + " …"
