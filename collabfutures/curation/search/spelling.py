"""Did you mean …? Words of the index that look like a word that finds nothing."""

from difflib import get_close_matches

from django.db.models import Q

from collabfutures.curation.search.folding import fold
from collabfutures.curation.search.other_spellings import is_exact
from collabfutures.curation.search.question import MOST_TERMS
from collabfutures.curation.search.rows import SearchRow
from collabfutures.curation.search.stemming import stem

# So many titles are looked through for one word: a bound, so that the help costs less than the search did.
MOST_TITLES = 5_000
LIKENESS = 0.75
# A word of so many characters looks like too many others.
SHORTEST = 3


def corrected(text: str) -> str:
    """The text with each word that stands in no title replaced by the most similar one that does; empty if none is.

    A text with quotation marks or -words means what was typed, and one of too many words could not be asked.
    """
    words = fold(text).split()
    if is_exact(text) or len(words) > MOST_TERMS:
        return ""
    known = _known({word[0] for word in words if len(word) > SHORTEST})
    better = [_nearest(word, known.get(word[0], set())) if len(word) > SHORTEST else word for word in words]
    return " ".join(better) if better != words else ""


def _nearest(word, known):
    """The word itself if the index knows it or nothing like it; a misspelt word mostly keeps its first letter."""
    if not known or stem(word) in {stem(each) for each in known}:
        return word
    return next(iter(get_close_matches(word, sorted(known), n=1, cutoff=LIKENESS)), word)


def _known(letters: set[str]) -> dict[str, set[str]]:
    """{first letter: words of titles and names}; one query."""
    found: dict[str, set[str]] = {letter: set() for letter in letters}
    like = Q()
    for letter in letters:
        like |= Q(folded__startswith=letter) | Q(folded__contains=f" {letter}")
    rows = SearchRow.objects.filter(like).values_list("folded", "names")[: MOST_TITLES * len(letters)] if like else []
    for word in {word for folded, names in rows for word in f"{folded} {fold(names)}".split()}:
        if word[0] in found:
            found[word[0]].add(word)
    return found
