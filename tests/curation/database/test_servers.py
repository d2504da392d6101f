"""Which server answers: the replica as long as it is up to date, the primary for whoever wrote, none that hangs."""

import time
from contextlib import nullcontext
from itertools import chain
from unittest.mock import Mock

import pytest
from django.db import OperationalError, connection, connections
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from psycopg.errors import QueryCanceled

from collabfutures.curation.database import reading, servers
from collabfutures.curation.database.reading import REPLICA, here, is_read_only, read_from
from collabfutures.curation.database.servers import PRIMARY, Watch
from collabfutures.curation.responses.servers import _read, _written, choose_server
from collabfutures.curation.versions import ContentVersion
from tests.curation.database.test_faults import read_only
from tests.kinds import KINDS
from tests.making import make


class Stand:
    """Stands for the connection of a server."""

    vendor = "postgresql of another machine"

    def __init__(self, alias):
        self.alias = alias

    def close(self):
        pass


@pytest.fixture
def replica(monkeypatch, settings):
    """A second server, of which nothing is asked here."""
    monkeypatch.setitem(settings.DATABASES, REPLICA, settings.DATABASES[PRIMARY])
    connections[REPLICA] = Stand(REPLICA)
    yield
    del connections[REPLICA]


@pytest.fixture
def watch(monkeypatch):
    made = Watch()
    monkeypatch.setattr("collabfutures.curation.responses.servers.watch", made)
    return made


def said(monkeypatch, **versions):
    """What each server says when it is looked at; a number is a time to say nothing for."""

    def version(alias):
        found = versions[alias]
        if not isinstance(found, float):
            return found
        time.sleep(found)
        return None

    monkeypatch.setattr(servers, "version", version)


def test_all_that_a_thread_reads_comes_from_the_server_it_was_sent_to(replica):
    usual = connections[PRIMARY]
    with read_from(REPLICA):
        assert (here(), is_read_only(), connections[PRIMARY]) == (REPLICA, True, connections[REPLICA])
        # A QuerySet of one is no part of a statement of another.
        assert connection.alias == PRIMARY
    assert (here(), is_read_only(), connections[PRIMARY]) == (PRIMARY, False, usual)


def test_readers_are_sent_to_the_replica_and_who_wrote_to_the_primary(replica, watch):
    assert (watch.order(), watch.order(own_writes=True)) == ([REPLICA, PRIMARY], [PRIMARY, REPLICA])


def test_a_server_that_refuses_is_asked_last_and_one_that_hangs_is_not_asked(replica, watch, monkeypatch):
    monkeypatch.setattr(servers, "SECONDS", 0.05)
    said(monkeypatch, default=(1, "a"), replica=0.0)
    watch.look()
    assert watch.order() == [PRIMARY, REPLICA]
    said(monkeypatch, default=0.06, replica=(1, "a"))
    watch.look()
    assert (watch.order(own_writes=True), watch.takes_writes()) == ([REPLICA], False)
    said(monkeypatch, default=(1, "a"), replica=(1, "a"))
    watch.look()
    assert (watch.order(), watch.takes_writes()) == ([REPLICA, PRIMARY], True)


def test_what_was_seen_long_ago_is_not_believed(replica, watch, monkeypatch):
    monkeypatch.setattr(servers, "SECONDS", 0.05)
    said(monkeypatch, default=0.06, replica=0.06)
    watch.look()
    assert watch.order() == []
    monkeypatch.setattr(servers, "OLD_SECONDS", -1)
    assert (watch.order(), watch.takes_writes()) == ([REPLICA, PRIMARY], True)


@pytest.mark.parametrize(("shown", "lags"), [((7, "a"), False), ((6, "a"), True), ((8, "a"), False), ((9, "b"), True)])
def test_a_replica_lags_that_does_not_show_what_was_published_so_long_ago(
    shown, lags, replica, watch, monkeypatch, settings
):
    settings.REPLICA_LAG_SECONDS = 0.1
    said(monkeypatch, default=(7, "a"), replica=(6, "a"))
    watch.look()
    assert not watch.lagging
    time.sleep(0.11)
    said(monkeypatch, default=(9, "a"), replica=shown)
    watch.look()
    assert (watch.lagging, watch.order()[0]) == (lags, PRIMARY if lags else REPLICA)


def test_a_replica_that_shows_the_restored_base_does_not_lag(replica, watch, monkeypatch, settings):
    settings.REPLICA_LAG_SECONDS = 0.1
    said(monkeypatch, default=(7, "a"), replica=(7, "a"))
    watch.look()
    time.sleep(0.11)
    said(monkeypatch, default=(3, "b"), replica=(3, "b"))
    watch.look()
    assert not watch.lagging


def asked(statuses):
    """A site that answers so; and the servers that it read from."""
    seen = []

    def site(request):
        seen.append(here())
        return HttpResponse(status=statuses[len(seen) - 1])

    return site, seen


@pytest.mark.parametrize(
    ("path", "cookie", "statuses", "servers_asked"),
    [
        ("/findings/", "", [200], [REPLICA]),
        ("/findings/", "", [503, 200], [REPLICA, PRIMARY]),
        ("/findings/", "", [503, 503], [REPLICA, PRIMARY]),
        ("/findings/", "", [404], [REPLICA]),
        ("/findings/", "x", [200], [PRIMARY]),
        ("/admin/", "", [503, 200], [PRIMARY, REPLICA]),
    ],
)
def test_the_next_server_is_asked_where_one_has_no_answer(path, cookie, statuses, servers_asked, replica, watch):
    request = RequestFactory().get(path, headers={"Cookie": f"sessionid={cookie}" if cookie else ""})
    site, seen = asked(statuses)
    assert (_read(request, site).status_code, seen) == (statuses[-1], servers_asked)


def test_a_stream_is_read_to_its_end_from_the_server_that_began_it(replica, watch):
    def site(request):
        return StreamingHttpResponse(here().encode() for _ in range(2))

    response = _read(RequestFactory().get("/findings.csv"), site)
    assert here() == PRIMARY
    assert (b" ".join(response.streaming_content), here()) == (b"replica replica", PRIMARY)


def test_who_saves_is_told_at_once_that_the_database_can_only_be_read(replica, watch):
    watch.away = frozenset([PRIMARY])
    site, seen = asked([302])
    response = _written(RequestFactory().post("/admin/"), site)
    assert (response.status_code, seen, response["Retry-After"]) == (503, [], "5")
    assert "can only be read for now" in response.content.decode()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="a file is here or is not")
def test_a_form_that_saves_nothing_is_answered_by_the_replica(replica, watch):
    watch.away = frozenset([PRIMARY])
    site, seen = asked([200])
    assert choose_server(site)(RequestFactory().post("/translate/", {"text": "trust"})).status_code == 200
    assert seen == [REPLICA]


def test_nobody_waits_while_every_server_hangs(watch):
    watch.hanging = watch.away = frozenset([PRIMARY])
    site, seen = asked([200])
    response = _read(RequestFactory().get("/api/v1/findings/"), site)
    assert (response.status_code, seen, response["Content-Type"]) == (503, [], "application/problem+json")
    assert _written(RequestFactory().post("/admin/"), site).status_code == 503


class Held(OperationalError):
    """As when a statement waits for a lock until its time is over."""

    def __init__(self):
        super().__init__("canceling statement due to statement timeout")
        self.__cause__ = QueryCanceled()


def test_a_server_whose_version_a_migration_holds_does_not_hang(replica, watch, monkeypatch):
    monkeypatch.setattr(servers.ContentVersion, "now", Mock(side_effect=Held))
    monkeypatch.setattr(servers, "SECONDS", 0.0)
    monkeypatch.setattr(servers, "deadline", lambda seconds: nullcontext())
    watch.look()
    assert (watch.away, watch.hanging, watch.lagging) == (frozenset(), frozenset(), False)


def test_a_reader_waits_while_a_migration_holds_the_version(client, db, monkeypatch):
    real = ContentVersion.now
    monkeypatch.setattr(ContentVersion, "now", Mock(side_effect=chain([Held(), Held()], iter(real, None))))
    assert client.get("/about/").status_code == 200
    monkeypatch.setattr(ContentVersion, "now", Mock(side_effect=OperationalError("the connection is closed")))
    assert client.get("/about/").status_code == 503
    assert ContentVersion.now.call_count == 1


@pytest.mark.django_db(transaction=True)
def test_every_page_of_the_desk_is_read_and_says_so_while_nothing_can_be_saved(admin, monkeypatch):
    records = [make(kind) for kind in KINDS]
    monkeypatch.setattr("collabfutures.curation.responses.servers.read_from", lambda alias: nullcontext())
    # Somebody who was away for a while: their visit, and their session, would be noted.
    monkeypatch.setattr("collabfutures.curation.admin.middleware.ACTIVE_SECONDS", -1)
    pages = ["/admin/", "/admin/auth/user/", "/admin/curation/revision/"]
    for record in records:
        base = f"/admin/{record._meta.app_label}/{record._meta.model_name}/"
        pages += [base, f"{base}{record.pk}/change/", f"{base}{record.pk}/history/"]
    token = reading._here.set(REPLICA)
    try:
        with read_only():
            told = {page: admin.get(page) for page in pages}
    finally:
        reading._here.reset(token)
    assert {page: answer.status_code for page, answer in told.items()} == dict.fromkeys(pages, 200)
    assert [page for page, answer in told.items() if "Read-only for now" not in answer.content.decode()] == []
