"""How else is a word spelt that a reader searches for? organisation and organization, UK and U.K."""

import re

from collabfutures.curation.search.folding import fold
from collabfutures.curation.search.stop_words import STOP_WORDS

# As in organise, organised, organisation, organisational, organiser: British and American, and Oxford between them.
ENDING = re.compile(r"(\w{3,})(is|iz)(e[drs]?|ing|ations?|ational|ers?)")
DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}")
INITIALS = re.compile(r"\b[A-Z]{2,4}\b")
SWAPPED = {"is": "iz", "iz": "is"}


def is_exact(text: str) -> bool:
    """Whether a text is meant as it was typed: it has quotation marks or -words."""
    return any(sign in f" {text}" for sign in ('"', "“", "”", " -"))


def other_spellings(text: str) -> list[tuple[tuple[str, ...], str]]:
    """[(wording, initials)]: the text with one word spelt otherwise, in the form of `other_wordings`.

    A changed ending goes without a name: it is no other name of the thing, and “exercize” is not worth telling.
    """
    if is_exact(text):
        return []
    words = fold(text).split()
    swapped = [(place, _swapped(word)) for place, word in enumerate(words)]
    found = [((*words[:place], other, *words[place + 1 :]), "") for place, other in swapped if other]
    for initials in DOTTED.findall(text):
        joined = initials.replace(".", "")
        found.append((_with(text, initials, joined), joined))
    for initials in INITIALS.findall(text):
        # A phrase of single letters: where a text has dots between them, they are words of their own.
        found.append((_with(text, initials, " ".join(initials)), ".".join(initials) + "."))
    return [(tuple(word for word in wording if word not in STOP_WORDS), name) for wording, name in found]


def _swapped(word):
    hit = ENDING.fullmatch(word)
    return f"{hit[1]}{SWAPPED[hit[2]]}{hit[3]}" if hit else ""


def _with(text, old, new):
    """The words before, the new words as one phrase, and the words after."""
    before, _, after = text.partition(old)
    return (*fold(before).split(), fold(new), *fold(after).split())
