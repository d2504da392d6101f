"""Which words of a text did the search find?"""

import re

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

from collabfutures.curation.synonyms import stems


def marked(text, wanted):
    """The text, escaped, with every word whose stem is in `wanted` inside <mark>."""
    if not wanted:
        return conditional_escape(text)
    parts = re.split(r"(\w+)", text)
    return mark_safe("".join(_shown(part, wanted) for part in parts))


def _shown(part, wanted):
    found = re.fullmatch(r"\w+", part) and wanted.issuperset(stems(part))
    return format_html("<mark>{}</mark>", part) if found else conditional_escape(part)
