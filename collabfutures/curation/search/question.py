"""What does somebody look for who typed this? Words, “phrases”, and -words that must not be there."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from collabfutures.curation.search.folding import fold
from collabfutures.curation.search.stemming import stem
from collabfutures.curation.search.stop_words import STOP_WORDS

MOST_CHARACTERS = 200
MOST_TERMS = 10
_TERM = re.compile(r"""(-?)["“”]([^"“”]+)["“”]|(-?)([^\s"“”]+)""")


@dataclass(frozen=True)
class Phrase:
    """One word, or several that stand side by side, folded: “10.1000/x” is the phrase “10 1000 x”."""

    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Phrase":
        return cls(tuple(fold(text).split()))

    @property
    def stems(self) -> tuple[str, ...]:
        return tuple(map(stem, self.words))

    @property
    def is_common(self) -> bool:
        """Whether it is a single word that says nothing by itself, such as “the”."""
        return len(self.words) == 1 and self.words[0] in STOP_WORDS

    def __str__(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True)
class Question:
    """Every phrase of `wanted` has to be found, none of `unwanted`."""

    wanted: tuple[Phrase, ...]
    unwanted: tuple[Phrase, ...] = ()


def read(text: str) -> Question:
    """The question in a text. Raises ValidationError for too much of it, or for nothing that could be found."""
    if len(text) > MOST_CHARACTERS:
        raise ValidationError(f"Search for at most {MOST_CHARACTERS} characters.")
    found = [(bool(minus), Phrase.of(part), quoted) for minus, part, quoted in _parts(text)]
    wanted = [(phrase, quoted) for minus, phrase, quoted in found if phrase.words and not minus]
    unwanted = tuple(phrase for minus, phrase, _ in found if phrase.words and minus)
    # A word that only joins others is left out, unless there is nothing else: WHO and IT are names too.
    telling = [phrase for phrase, quoted in wanted if quoted or not phrase.is_common]
    chosen = tuple(dict.fromkeys(telling or [phrase for phrase, _ in wanted]))
    if len(chosen) + len(unwanted) > MOST_TERMS:
        raise ValidationError(f"Search for at most {MOST_TERMS} words. Words in quotation marks count as one.")
    if not chosen:
        raise ValidationError("Search for at least one word or number: a sign, or a word to leave out, is too little.")
    return Question(chosen, unwanted)


def _parts(text):
    """(minus, words, whether they stood in quotation marks) for each term."""
    for quoted_minus, quoted, minus, plain in _TERM.findall(text):
        yield (quoted_minus, quoted, True) if quoted else (minus, plain, False)


def validate(text: str) -> None:
    """A validator for form fields: raises ValidationError for what `read` does not take."""
    read(text)
