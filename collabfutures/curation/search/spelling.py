"""Did you mean …? Words of the index that look like a word that finds nothing."""

from collections.abc import Iterable
from difflib import get_close_matches

from django.db.models import Q

from collabfutures.curation.search.folding import fold
from collabfutures.curation.search.rows import SearchRow
from collabfutures.curation.search.stemming import stem

# So many titles are looked through for one word: a bound, so that the help costs less than the search did.
MOST_TITLES = 5_000
LIKENESS = 0.75


def corrected(text: str) -> str:
    """The text with each word that stands in no title replaced by the most similar one that does; empty if none is."""
    words = fold(text).split()
    better = [_nearest(word) for word in words]
    return " ".join(better) if better != words else ""


def _nearest(word):
    """The word itself if the index knows it or nothing like it; a misspelt word mostly keeps its first letter."""
    known = _words_like(word[:1]) if len(word) > 3 else set()
    if not known or stem(word) in {stem(each) for each in known}:
        return word
    return next(iter(get_close_matches(word, sorted(known), n=1, cutoff=LIKENESS)), word)


def _words_like(letter: str) -> set[str]:
    rows = SearchRow.objects.filter(Q(folded__startswith=letter) | Q(folded__contains=f" {letter}"))
    return _with_letter(rows.values_list("folded", "names")[:MOST_TITLES], letter)


def _with_letter(rows: Iterable[tuple[str, str]], letter: str) -> set[str]:
    return {word for folded, names in rows for word in f"{folded} {fold(names)}".split() if word.startswith(letter)}
