"""The index says what SQL says, always: random records, changes by every way of writing, and queries, on any kind."""

import os
import random
from unittest.mock import patch

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from collabfutures.curation.index import index_results, options
from collabfutures.curation.index.follower import follower
from findings.models import Finding, ImpactRecord, Tension
from seminars.models import Series, Theme
from tests.curation.index.world import World, differences, unlike
from tests.kinds import KINDS, NAMES
from tests.making import make

RICH = [Finding, ImpactRecord, Tension, Theme, Series]


def walk(pick, steps, kinds):
    """Makes changes, and after each compares a followed index with a fresh one, and its answers with those of SQL."""
    world = World(pick, kinds)
    for kind in kinds:
        world.new(kind)
        follower.current(kind)
    done = []
    for _ in range(steps):
        done.append(world.step())
        if pick([True, False]):
            continue
        kind = pick(kinds)
        index = follower.current(kind)
        assert not (found := list(unlike(kind, index))), (found, done)
        assert not (found := list(differences(kind, world.query(kind), index))), (found, done)


# `make prove` makes thousands, of other records each time. What fails is not made smaller: each try costs a database.
EXAMPLES = int(os.environ.get("EXAMPLES", "8"))


@pytest.mark.long
@pytest.mark.parametrize("many", [0, 500])
@pytest.mark.usefixtures("db")
@settings(
    max_examples=EXAMPLES,
    derandomize=EXAMPLES == 8,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(st.data())
def test_an_index_that_follows_is_one_that_is_read_anew_and_says_what_sql_says(many, data):
    """Also where options are counted in one pass, as very many are."""
    with transaction.atomic(), patch.object(index_results, "MANY", many):
        follower.forget()
        walk(lambda things: data.draw(st.sampled_from(list(things))), steps=12, kinds=RICH)
        transaction.set_rollback(True)


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
@pytest.mark.parametrize("most", [1, 100_000])
def test_every_kind_has_an_index_that_says_what_sql_says(kind, most, db, monkeypatch):
    """Also where filters have too many options to hold them."""
    monkeypatch.setattr(options, "MOST", most)
    chance = random.Random(7)
    world = World(lambda things: chance.choice(list(things)), [kind])
    for _ in range(3):
        make(kind)
    index = follower.current(kind)
    for _ in range(6):
        world.step()
    followed = follower.current(kind)
    assert followed is not index or followed.number == index.number
    assert not list(unlike(kind, followed))
    for _ in range(3):
        assert not list(differences(kind, world.query(kind), followed))
