"""Awards fetched over real connections, from a server on this machine that also fails in every way it may."""

import time

import pytest
from django.core.management import call_command

from findings.gtr import gateway
from findings.gtr.fetch import fetch_award
from findings.gtr.gateway import NotFetched
from seminars.models import Series
from tests.gtr_server import AWAY, BROKEN, BUSY, ENDLESS, HALF, serving

AWARD = "ES/J019119/1"


@pytest.fixture
def server(gtr, settings, tmp_path, monkeypatch):
    """{reference: times asked} of the server that the settings name. The pause is shorter than Gateway's own."""
    monkeypatch.setattr(gateway, "PAUSE", 0.05)
    monkeypatch.setattr(gateway, "LONGEST_WAIT", 0.01)
    folder = tmp_path / "awards"
    folder.mkdir()
    (folder / "ES-H000933-1.xml").write_bytes((gtr / "seed-ES-H000933-1.2018-04.api1.xml").read_bytes())
    for path in sorted((gtr / "xml" / "esrc-seminars").glob("ES-*.xml"))[:3]:
        (folder / path.name).write_bytes(path.read_bytes())
    with serving(folder) as (address, asked):
        settings.GTR_ADDRESS, settings.GTR_CACHE = address, str(tmp_path / "kept")
        yield asked


def test_awards_are_fetched_and_written_each_asked_for_once(server, gtr, capsys, db):
    wanted = [path.stem.replace("-", "/") for path in sorted((gtr / "xml" / "esrc-seminars").glob("ES-*.xml"))[:3]]
    began = time.monotonic()
    for _ in range(2):
        call_command("import_gtr", *(part for each in wanted for part in ("--award", each)))
    assert Series.objects.count() == 3
    assert [server[each] for each in wanted] == [1, 1, 1]
    assert time.monotonic() - began >= 2 * gateway.PAUSE


def test_a_busy_server_is_asked_again(server):
    assert fetch_award(BUSY).projects[0].reference == BUSY
    assert server[BUSY] == 2


@pytest.mark.parametrize(
    ("reference", "told", "times"),
    [
        ("ES/Z000000/1", "has no award", 1),
        (BROKEN, "cannot be read", 1),
        (HALF, "did not answer", 4),
        (ENDLESS, "larger than 20 MB", 1),
        (AWAY, "it answered 503", 4),
    ],
)
def test_what_it_cannot_give_is_said_in_words_and_nothing_is_kept(reference, told, times, server, tmp_path):
    with pytest.raises(NotFetched, match=told):
        fetch_award(reference)
    assert server[reference] == times
    assert not list((tmp_path / "kept").glob("*"))
