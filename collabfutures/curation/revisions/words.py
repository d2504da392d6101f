"""What is the difference between two texts, word by word?"""

import re
from collections.abc import Iterator

from diff_match_patch import diff_match_patch

SAME, GONE, NEW = "same", "gone", "new"
# Longer comparisons become coarser: nobody waits, and no text is too long to be compared.
SECONDS = 0.2
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_CALLED = {0: SAME, -1: GONE, 1: NEW}
# Characters that stand for words must be none of those that stand for half a character.
_FIRST_SURROGATE, _SURROGATES = 0xD800, 0x800


def words_compared(before: str, after: str) -> Iterator[tuple[str, str]]:
    """(same, gone or new, text) of each stretch, in reading order."""
    numbers: dict[str, int] = {}
    texts = [_as_characters(text, numbers) for text in (before, after)]
    words = list(numbers)
    comparing = diff_match_patch()
    comparing.Diff_Timeout = SECONDS
    found = comparing.diff_main(*texts, False)
    comparing.diff_cleanupSemantic(found)
    for sign, characters in found:
        yield _CALLED[sign], "".join(words[_number(each)] for each in characters)


def _as_characters(text, numbers):
    """A text in which each word is one character: the comparison knows of nothing else."""
    return "".join(_character(numbers.setdefault(word, len(numbers))) for word in _WORDS.findall(text))


def _character(number):
    return chr(number if number < _FIRST_SURROGATE else number + _SURROGATES)


def _number(character):
    code = ord(character)
    return code if code < _FIRST_SURROGATE else code - _SURROGATES
