"""What is read side by side is of one state, whoever writes meanwhile."""

import threading
import time

import pytest
from django.db import connection

from collabfutures.curation.database.snapshots import in_turn, one_state, side_by_side
from seminars.models import Theme
from tests.making import make

# Enough, and slow enough, that both take part.
TASKS = range(6)


def counted():
    time.sleep(0.05)
    return Theme.objects.count(), threading.get_ident()


def write_elsewhere():
    def write():
        make(Theme, slug="late")
        connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    thread.join()


@pytest.mark.django_db(transaction=True)
def test_two_connections_see_the_state_of_the_first():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite reads in turn")
    make(Theme, slug="early")
    with one_state():
        assert Theme.objects.count() == 1
        write_elsewhere()
        found = side_by_side(dict.fromkeys(TASKS, counted))
    assert {number for number, _ in found.values()} == {1}
    assert len({thread for _, thread in found.values()}) == 2
    assert {*found} == {*TASKS}
    assert Theme.objects.count() == 2


def test_what_fails_on_the_second_connection_is_not_lost(transactional_db):
    def fails():
        time.sleep(0.05)
        raise LookupError("no such thing")

    with one_state(), pytest.raises(LookupError):
        side_by_side(dict.fromkeys(TASKS, fails))


def test_in_turn_gives_each_by_its_key(db):
    assert in_turn({"a": lambda: 1, "b": lambda: 2}) == {"a": 1, "b": 2}
