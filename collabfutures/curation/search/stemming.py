"""Words without their endings: Snowball's English stemmer, the one that PostgreSQL has built in."""

import threading
from functools import lru_cache

import snowballstemmer

# A stemmer keeps the word it works on in itself, so threads that share one get each other's stems.
_local = threading.local()


@lru_cache(50_000)
def stem(word: str) -> str:
    """The stem of one folded word: "collaborations" and "collaboration" are both "collabor"."""
    if not hasattr(_local, "stemmer"):
        _local.stemmer = snowballstemmer.stemmer("english")
    return _local.stemmer.stemWord(word)
