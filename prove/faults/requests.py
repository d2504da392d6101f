"""Hostile values for every parameter of every address of the API and of every list, through the proxy."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import httpx

from prove import shape
from prove.fault import Outcome, fault, going_on

NUMBER, AT_ONCE = 10_000, 6
# {class: a value as it stands in an address}
HOSTILE = {
    "NUL": "%00",
    "half a character": "%ED%A0%80",
    "no UTF-8": "%FF%FE",
    "long": "x" * 1_900,
    "huge number": "9" * 40,
    "negative": "-1",
    "not a number": "NaN",
    "SQL": quote("' OR 1=1; DROP TABLE x --"),
    "wildcards": quote("%_\\"),
    "brackets": quote("((((" + "[" * 40 + "a*" * 40),
    "markup": quote("<script>alert(1)</script>{{ 7*7 }}${7*7}"),
    "path": quote("../../../../etc/passwd", safe=""),
    "line ends": "a%0D%0ASet-Cookie:%20a=b",
    "right to left": quote("\u202eabc\u0301\ufdfa" * 20),
    "empty": "",
    "twice": "a&{name}=b",
    "date": "2026-02-30T25:61:61Z",
}


def _parameters(description):
    """(address, parameter) of all: of the API as it describes itself, and of the pages of its lists."""
    for path, operations in description["paths"].items():
        if "{" in path:
            continue
        for parameter in operations["get"].get("parameters", []):
            if parameter["in"] == "query":
                yield path, parameter["name"]
                if "/api/v1/" in path and path.count("/") == 4:
                    yield path.replace("/api/v1/", "/"), parameter["name"]


@fault(f"{NUMBER:,} hostile values, drawn over every parameter of every address and list")
def hostile(outcome: Outcome) -> None:
    ask_hostile(outcome)


def ask_hostile(outcome: Outcome) -> None:
    """Every parameter meets as many classes of hostile value as the number allows."""
    with shape.client() as session:
        every = [
            (path, name, sort)
            for path, name in sorted(set(_parameters(session.get("/api/v1/openapi.json").json())))
            for sort in HOSTILE
        ]
    drawn = random.Random(13).sample(every, min(NUMBER, len(every)))
    with going_on(outcome) as watch:
        answers = _answers(drawn)
    broken = [found for found, status in answers if status >= 500 or status == 0]
    pairs, reached = {found[:2] for found in every}, {found[:2] for found in drawn}
    statuses = dict(Counter(status for _, status in answers))
    told = f"{len(reached):,} of {len(pairs):,} parameters, {len(drawn):,} of {len(every):,} pairs with a class reached"
    outcome.public += f". Values: {statuses}; {told}"
    outcome.hold(not broken, f"{len(broken)} failed, such as {broken[:3]}")
    outcome.hold(watch.anew.failed == 0, f"{watch.anew.failed} new answers failed")


def _answers(drawn):
    with shape.client() as session, ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda found: (found, _status(session, *found)), drawn))


def _status(session, path, name, sort):
    value = HOSTILE[sort].replace("{name}", name)
    try:
        return session.get(httpx.URL(f"{shape.ADDRESS}{path}?{name}={value}")).status_code
    except httpx.HTTPError:
        return 0
