"""How long does a search of a list take? 200 words, under a filter, with six facets: `python -m bench.questions`.

On the database that DATABASE_URL names, filled by `bench.content` (and `bench.multiply`), in one process under the
served limit: 100 words held by less than one record in a thousand, 80 by less than one in twenty, 20 by more, the first
time and once found; then suggestions. Answers are not kept.
"""

import os
import random
import statistics
import time
from collections import Counter

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collabfutures.settings")
os.environ.setdefault("ENVIRONMENT", "development")
os.environ["KEPT_BYTES"] = "0"
django.setup()

from django.test import Client  # noqa: E402

from bench.content import LEXICON, WORDS  # noqa: E402
from findings.models import Finding  # noqa: E402

SIX = "facets=sector,theme,discourse,barrier,area,consensus"
# (name, at least this share of the records, less than this share, how many words)
CLASSES = (("rare", 0.0, 0.001, 100), ("middling", 0.001, 0.05, 80), ("common", 0.05, 1.0, 20))
SAMPLE = 10_000


def words() -> dict[str, list[str]]:
    """{class: words} by how many of the first findings hold each."""
    texts = Finding.objects.order_by("pk").values_list("summary", flat=True)[:SAMPLE]
    held = Counter(word for text in texts for word in set(text.strip(".").split()))
    chance, found = random.Random(1), {}
    for name, least, most, number in CLASSES:
        fitting = sorted(word for word in [*LEXICON, *WORDS] if least < held[word] / SAMPLE < most)
        found[name] = chance.sample(fitting, min(number, len(fitting)))
    return found


def asked(addresses: list[str]) -> list[float]:
    """Milliseconds of each address; one that is not answered stops the measurement."""
    client, took = Client(), []
    for address in addresses:
        start = time.perf_counter()
        status = client.get(address).status_code
        took.append((time.perf_counter() - start) * 1_000)
        if status != 200:
            raise SystemExit(f"{address} answered {status}")
    return took


def told(name: str, took: list[float]) -> None:
    cuts = statistics.quantiles(took, n=20)
    print(f"| {name} | {len(took)} | {statistics.median(took):.0f} | {cuts[-1]:.0f} | {max(took):.0f} |", flush=True)


def main() -> None:
    while Client().get("/readyz").status_code != 200:
        time.sleep(0.5)
    lists = {
        name: [f"/api/v1/findings/?q={word}&sector=public&{SIX}" for word in chosen] for name, chosen in words().items()
    }
    lists["all"] = [address for addresses in lists.values() for address in addresses]
    random.Random(2).shuffle(lists["all"])
    print("| words | questions | median, ms | 95 of 100 | most |\n| --- | ---: | ---: | ---: | ---: |")
    mixed = dict(zip(lists["all"], asked(lists["all"]), strict=True))
    for name, addresses in lists.items():
        told(f"{name}, first", [mixed[address] for address in addresses])
        told(f"{name}, again", asked(addresses))
    told("suggestions", asked([f"/search/suggest/?q={word[:4]}" for word in LEXICON[::20][:100]]))


if __name__ == "__main__":
    main()
