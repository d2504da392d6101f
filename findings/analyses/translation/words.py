"""Which words of a text does another sector use differently? Nothing of the text is kept."""

from dataclasses import dataclass

from collabfutures.curation.fields import lines
from collabfutures.curation.search.synonyms import position, stem_tuple
from findings.models import Term
from seminars.models import Theme

LONGEST = 5_000


@dataclass
class Word:
    """A theme named in the text: by which words, what else it is called, and the terms of each sector."""

    theme: Theme
    found: str
    others: list[str]
    terms: list[Term]


def words(text: str) -> list[Word]:
    """The Words of a text, in the order of the themes' titles."""
    asked = stem_tuple(text)
    terms = Term.objects.published().placed().select_related("theme", "sector")
    by_theme = {}
    for term in terms:
        by_theme.setdefault(term.theme_id, []).append(term)
    told = []
    for theme in Theme.objects.published():
        own = by_theme.get(theme.pk, [])
        names = [theme.title, *lines(theme.alternative_names), *(term.title for term in own)]
        hit = next((name for name in names if position(stem_tuple(name), asked) is not None), None)
        if hit:
            told.append(Word(theme, hit, [name for name in names if name != hit], own))
    return told
