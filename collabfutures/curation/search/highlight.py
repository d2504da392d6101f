"""Which words of a text did the search find, and where in it do they stand?"""

import re
from collections.abc import Iterable
from typing import Any

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from collabfutures.curation.search.synonyms import stem_tuple

# So many words stand before the first that was found.
BEFORE = 8


def marked(text: str, wanted: frozenset[str] | tuple[()]) -> SafeString:
    """The text, escaped, with every word whose stem is in `wanted` inside <mark>."""
    if not wanted:
        return conditional_escape(text)
    parts = re.split(r"(\w+)", text)
    return mark_safe("".join(_shown(part, wanted) for part in parts))


def excerpt(texts: Iterable[Any], wanted: frozenset[str] | tuple[()], length: int) -> SafeString:
    """So many words of the first text in which something was found, or else of the first; escaped and marked."""
    texts = [str(text).split() for text in texts if text] or [[]]
    words = next((words for words in texts if _first(words, wanted) is not None), texts[0])
    found = _first(words, wanted) or 0
    start = max(0, found - BEFORE) if len(words) > length else 0
    shown = " ".join(words[start : start + length])
    before, after = "… " if start else "", " …" if start + length < len(words) else ""
    return format_html("{}{}{}", before, marked(shown, wanted), after)


def words_found(texts: Iterable[str], wanted: Iterable[str]) -> list[str]:
    """The words of some texts whose stem is wanted, as they stand there, each once."""
    stems = frozenset(wanted)
    words = (word for text in texts for word in re.findall(r"\w+", text or ""))
    found = (word.lower() for word in words if (stem := stem_tuple(word)) and stems.issuperset(stem))
    return list(dict.fromkeys(found))


def _first(words, wanted):
    return next((place for place, word in enumerate(words) if wanted and wanted.intersection(stem_tuple(word))), None)


def _shown(part, wanted):
    found = stem_tuple(part) and wanted.issuperset(stem_tuple(part))
    return format_html("<mark>{}</mark>", part) if found else conditional_escape(part)
