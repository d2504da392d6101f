"""Awards are fetched from Gateway to Research by reference: politely, with limits, and nothing else is asked."""

import json

import httpx
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from collabfutures.curation.desk.copies import at_desk
from collabfutures.curation.models import Revision, WorkingCopy
from findings.gtr import fetch, gateway
from findings.gtr.fetch import fetch_award, search
from findings.gtr.gateway import Gateway, NotFetched
from findings.models import Finding
from seminars.models import Series

AWARD = "ES/H000933/1"


@pytest.fixture
def asked(settings, tmp_path, monkeypatch):
    """What was asked, of a gateway that gives the answers of a list or of a function; nobody waits."""
    settings.GTR_ADDRESS, settings.GTR_CACHE = "https://gtr.example.org", str(tmp_path)
    waited, requests = [], []
    monkeypatch.setattr(gateway.time, "sleep", waited.append)
    monkeypatch.setattr(gateway, "_refuse_private", lambda base: None)

    def answering(*answers):
        left = list(answers)

        def handle(request):
            requests.append(request)
            answer = left.pop(0) if len(left) > 1 else left[0]
            answer = answer(request) if callable(answer) else answer
            if isinstance(answer, Exception):
                raise answer
            return answer

        transport = httpx.MockTransport(handle)
        monkeypatch.setattr(fetch, "Gateway", lambda: Gateway(transport))
        return requests, waited

    return answering


@pytest.fixture
def seed(gtr):
    return (gtr / "seed-ES-H000933-1.2018-04.api1.xml").read_bytes()


def xml(content):
    return httpx.Response(200, content=content, headers={"Content-Type": "application/xml"})


def test_an_award_is_fetched_by_its_reference_once_a_day(asked, seed):
    requests, _ = asked(xml(seed))
    for _ in range(2):
        assert fetch_award(" es/h000933/1 ").projects[0].reference == AWARD
    assert [str(each.url) for each in requests] == ["https://gtr.example.org/api/projects?ref=ES%2FH000933%2F1"]
    assert requests[0].headers["User-Agent"].startswith("Collaborative Futures/")


def test_two_requests_are_never_closer_than_it_wants(asked, seed):
    _, waited = asked(xml(seed))
    fetch_award(AWARD)
    with pytest.raises(NotFetched):
        fetch_award("ES/H000934/1")
    assert sum(1 for each in waited if 0 < each <= gateway.PAUSE) >= 1


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ([httpx.Response(404)], "has no award ES/H000933/1"),
        ([httpx.Response(403)], "answered 403"),
        ([httpx.Response(302, headers={"Location": "http://169.254.169.254/"})], "answered 302"),
        ([httpx.Response(500)], "asked 4 times: it answered 500"),
        ([httpx.ConnectTimeout("late")], "did not answer"),
        ([httpx.Response(200, content=b"<broken")], "cannot be read"),
        ([httpx.Response(200, content=b"<html>error</html>")], "an HTML page"),
        ([httpx.Response(200, content=b"x" * 21_000_000)], "larger than 20 MB"),
    ],
    ids=range(8),
)
def test_what_it_cannot_give_is_said_in_words(answers, told, asked):
    asked(*answers)
    with pytest.raises(NotFetched, match=told):
        fetch_award(AWARD)


def test_a_busy_gateway_is_asked_again_when_it_says(asked, seed):
    requests, waited = asked(httpx.Response(429, headers={"Retry-After": "7"}), httpx.Response(503), xml(seed))
    assert fetch_award(AWARD).projects
    assert len(requests) == 3
    assert 7.0 in waited


def test_another_award_than_the_one_that_was_asked_for_is_refused(asked, seed):
    asked(xml(seed))
    with pytest.raises(NotFetched, match="answered with another one"):
        fetch_award("ES/X000000/1")


def test_an_award_that_only_the_newer_api_has_comes_as_its_outline(asked, gtr):
    project = json.loads((gtr / "json-v7" / "oneproject.json").read_text())
    project["identifiers"] = {"identifier": [{"value": "AB/C123456/1", "type": "RCUK"}]}
    page = httpx.Response(200, json={"project": [project]})
    asked(lambda request: page if "/gtr/api/" in str(request.url) else httpx.Response(404))
    assert [each.reference for each in fetch_award("AB/C123456/1").projects] == ["AB/C123456/1"]
    assert search("anything") == ["AB/C123456/1"]


@pytest.mark.parametrize(
    "page",
    [
        b"[]",
        b"{",
        b'{"project": 3}',
        b'{"project": [1, {"identifiers": 5}]}',
        b'{"project": [{"identifiers": {"identifier": null}}]}',
    ],
)
def test_a_broken_page_of_a_search_is_no_server_error(page, asked):
    asked(httpx.Response(200, content=page))
    try:
        assert search("trust") == []
    except NotFetched as error:
        assert "cannot be read" in str(error)


def test_a_name_that_leads_into_the_network_is_not_asked(settings, monkeypatch):
    settings.GTR_ADDRESS = "https://gtr.example.org"
    for address in ("127.0.0.1", "10.0.0.8", "169.254.169.254", "::1", "fd00::1"):
        monkeypatch.setattr(gateway.socket, "getaddrinfo", lambda *_, a=address: [(0, 0, 0, "", (a, 0))])
        with pytest.raises(NotFetched, match="private address"):
            gateway._refuse_private(settings.GTR_ADDRESS)


def test_the_command_fetches_an_award(asked, seed, capsys, db):
    asked(xml(seed))
    call_command("import_gtr", "--award", AWARD)
    assert Series.objects.get().award_reference == AWARD
    asked(httpx.Response(404))
    with pytest.raises(CommandError, match="1 of 1 files could not be imported"):
        call_command("import_gtr", "--award", "ES/X000000/1")
    with pytest.raises(CommandError, match="Name a file or a folder"):
        call_command("import_gtr")


def bring(admin, **data):
    answer = admin.post(reverse("admin:findings_finding_gtr"), data, follow=True)
    while b"data-goes-on" in answer.content:
        progress, kept = answer.context["progress"], answer.context["kept"]
        sent = {"after": progress.after, "done": progress.done, "refused": progress.refused, "told": progress.told}
        sent |= {"as": dict(kept)["as"], "rest": [value for name, value in kept if name == "rest"]}
        answer = admin.post(answer.request["PATH_INFO"], sent, follow=True)
    return answer


def test_a_curator_brings_awards_by_reference_and_takes_them_back(asked, admin, gtr, db):
    files = {path.stem.replace("-", "/"): path for path in (gtr / "xml" / "esrc-seminars").glob("ES-*.xml")}
    wanted = sorted(files)[:5]
    asked(
        lambda request: (
            xml(files[request.url.params["ref"]].read_bytes())
            if request.url.params.get("ref") in files
            else httpx.Response(404)
        )
    )
    answer = bring(admin, awards="\n".join([*wanted, "ES/X000000/1"]))
    told = answer.content.decode()
    assert "ES/X000000/1: Gateway to Research has no award" in told
    assert Series.objects.count() == 5
    batch = Revision.objects.filter(act="loaded").order_by().values_list("batch", flat=True).distinct().get()
    assert str(batch) in told


def test_a_curator_brings_files_and_a_broken_one_is_named(admin, gtr, db):
    with (gtr / "seed-ES-H000933-1.2018-04.api1.xml").open("rb") as file:
        answer = admin.post(reverse("admin:findings_finding_gtr"), {"files": [file]}, follow=True)
    assert "created" in answer.content.decode()
    from_nothing = admin.post(reverse("admin:findings_finding_gtr"), {}, follow=True)
    assert "Name an award, words or files." in from_nothing.content.decode()


def test_what_differs_of_something_public_waits_as_a_working_copy(admin, gtr, tmp_path, db):
    content = (gtr / "seed-ES-H000933-1.2018-04.api1.xml").read_text()
    path = tmp_path / "award.xml"
    path.write_text(content)
    call_command("import_gtr", str(path))
    series = Series.objects.get()
    Series.objects.update(no_source_reason="A test.")
    series.refresh_from_db()
    series.publish()
    path.write_text(content.replace("Cardiff Metropolitan University", "University of Wales Institute"))
    call_command("import_gtr", str(path))
    series.refresh_from_db()
    assert "Cardiff" in series.lead_organisation
    assert "Wales" in at_desk(series)["lead_organisation"]
    call_command("import_gtr", str(path))
    assert WorkingCopy.objects.count() == 1
    assert Finding.objects.exists()
