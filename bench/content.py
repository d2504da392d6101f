"""Fills a database with as many findings and impact records as a measurement wants, tied as real ones are."""

import random
from itertools import product

from django.db import transaction
from django.utils import timezone

from findings.content import loader
from findings.models import Barrier, Finding, ImpactRecord, Year
from findings.vocabulary import ImpactKind
from seminars.models import ApplicationArea, Discourse, Sector, Series, Source, Theme
from seminars.vocabulary import APPLICATION_AREAS

WORDS = "trust power sector learning leadership contract network citizen service risk governance partner".split()
# Words that few or many findings hold, as in any text: the tenth a tenth as often as the first.
STARTS, MIDDLES = "bal cor dem fir gan hul jor kem lis mor nav pil".split(), "aeiou"
ENDS = (
    "bon cand dric fex gorn lisk mand nov pert quill rast sild tov vant wick xel yard zon brim clun drast flin grov "
    "klem plon prid skal stov trin vlad crell dwin frob"
).split()
LEXICON = ["".join(parts) for parts in product(STARTS, MIDDLES, ENDS)]
AUDIENCES = ("Policymakers", "Public", "Schools", "Media", "Practitioners", "Industry", "")
BATCH = 5_000


def fill(findings: int, impact: int) -> None:
    """The built-in series, and so many findings and impact records of a number of awards, all published."""
    chance = random.Random(1)
    with transaction.atomic():
        list(loader.load())
        awards = _awards(max(1, (findings + impact) // 25))
        sources = _sources(len(awards))
        _findings(chance, findings, awards, sources)
        _impact(chance, impact, awards, sources)


def _awards(number):
    made = [
        Series(slug=f"award-{at}", title=f"Award {at} on {WORDS[at % len(WORDS)]}", funder="ESRC", **_public())
        for at in range(number)
    ]
    return Series.objects.bulk_create(made, batch_size=BATCH)


def _sources(number):
    made = [
        Source(slug=f"record-{at}", title=f"Record {at}", document=f"Record {at}", **_public()) for at in range(number)
    ]
    return Source.objects.bulk_create(made, batch_size=BATCH)


def _public():
    return {"state": "published", "published_at": timezone.now()}


def _text(chance, length):
    return " ".join(chance.choices(WORDS, k=length))


def _rare(chance, number):
    """(number) texts of five words each of the lexicon, the first ones often."""
    words = chance.choices(LEXICON, weights=[1 / place for place in range(1, len(LEXICON) + 1)], k=5 * number)
    return (" ".join(words[at : at + 5]) for at in range(0, len(words), 5))


def _findings(chance, number, awards, sources):
    made = Finding.objects.bulk_create(
        (
            Finding(
                slug=f"bench-{at}",
                title=f"Finding {at} on {chance.choice(WORDS)}",
                summary=f"Of collaboration, {_text(chance, 20)} {rare}.",
                series=chance.choice(awards),
                position=at % 30_000,
                **_public(),
            )
            for at, rare in enumerate(_rare(chance, number))
        ),
        batch_size=BATCH,
    )
    areas = list(ApplicationArea.objects.all())
    for name, targets, most in (
        ("sectors", Sector, 2),
        ("themes", Theme, 3),
        ("discourses", Discourse, 2),
        ("barriers", Barrier, 1),
    ):
        _tie(chance, Finding, name, made, list(targets.objects.all()), most)
    _tie(chance, Finding, "application_areas", made, areas, 2)
    _tie(chance, Finding, "sources", made, sources, 1)


def _impact(chance, number, awards, sources):
    for title in APPLICATION_AREAS:
        ApplicationArea.objects.get_or_create(
            title=title, defaults={"slug": f"area-{APPLICATION_AREAS.index(title)}", **_public()}
        )
    Year.objects.bulk_create([Year(pk=year) for year in range(2005, 2018)], ignore_conflicts=True)
    made = ImpactRecord.objects.bulk_create(
        (
            ImpactRecord(
                slug=f"outcome-{at}",
                title=f"Outcome {at} on {chance.choice(WORDS)}",
                impact_kind=chance.choice(ImpactKind.values),
                form=f"Form {at % 12}",
                body=f"Body {at % 3_000}" if at % 3 else "",
                primary_audience=chance.choice(AUDIENCES),
                source_text=_text(chance, 60),
                **_public(),
            )
            for at in range(number)
        ),
        batch_size=BATCH,
    )
    _tie(chance, ImpactRecord, "series", made, awards, 1)
    _tie(chance, ImpactRecord, "sources", made, sources, 1)
    _tie(chance, ImpactRecord, "application_areas", made, list(ApplicationArea.objects.all()), 2)
    _tie(chance, ImpactRecord, "years", made, list(Year.objects.all()), 1)


def _tie(chance, model, name, records, targets, most):
    """Link rows from each record to some of the targets."""
    field = model._meta.get_field(name)
    own, other = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    through = field.remote_field.through
    through.objects.bulk_create(
        (
            through(**{own: record.pk, other: target.pk})
            for record in records
            for target in chance.sample(targets, min(most, len(targets)))
        ),
        batch_size=BATCH,
    )
