"""In which coding does a client want the answer? What it says is short, and the same few texts come all the time."""

from functools import lru_cache

from django.http import HttpRequest

# The better one first, where a client wants both alike.
CODINGS = ("br", "gzip")


def wanted_coding(request: HttpRequest) -> str:
    """br, gzip, or nothing at all: that which Accept-Encoding wants most."""
    return _wanted(request.META.get("HTTP_ACCEPT_ENCODING", "")[:500])


@lru_cache(1_000)
def _wanted(header: str) -> str:
    weights = {}
    for part in header.lower().split(","):
        name, _, weight = part.partition(";")
        weights[name.strip()] = _weight(weight)
    best = max(CODINGS, key=lambda coding: _of(weights, coding))
    return best if _of(weights, best) > 0 else ""


def _of(weights, coding):
    return weights.get(coding, weights.get("*", 0.0))


def _weight(text):
    try:
        return float(text.partition("=")[2]) if "=" in text else 1.0
    except ValueError:
        return 0.0
