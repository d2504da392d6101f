"""A curator loses nothing, publishes nothing by accident, and sees who did what."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from collabfutures.curation.models import kinds
from collabfutures.curation.publication import State
from findings.models import Finding, Year
from seminars.models import Sector, Seminar, Series, Source
from tests.making import make


def address(record, page="change"):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_{page}", args=[record.pk])


def form_of(client, url):
    """What a browser would post back if nothing were changed."""
    response = client.get(url)
    data = {}
    forms = [response.context["adminform"].form]
    for formset in response.context["inline_admin_formsets"]:
        forms += [formset.formset.management_form, *formset.formset.forms]
    for form in forms:
        for field in form:
            value = field.value()
            if value is not None and value is not False:
                data[field.html_name] = value
    return data


@pytest.fixture
def finding(db):
    return make(
        Finding, state=State.DRAFT, title="First", summary="Found.", no_source_reason="A test.", modality="might"
    )


def test_every_kind_can_be_listed_searched_added_and_resolve_part(admin, db):
    for kind in kinds():
        record = make(kind)
        base = f"admin:{kind._meta.app_label}_{kind._meta.model_name}"
        assert record.title in admin.get(reverse(f"{base}_changelist")).content.decode()
        assert admin.get(reverse(f"{base}_changelist"), {"q": "number"}).status_code == 200
        assert admin.get(reverse(f"{base}_add")).status_code == 200
        assert admin.get(address(record)).status_code == 200
        assert admin.get(address(record, "history")).status_code == 200


def test_every_kind_saves_its_own_form_unchanged(admin, db):
    for kind in kinds():
        record = make(kind, no_source_reason="A test.") if hasattr(kind, "sources") else make(kind)
        response = admin.post(address(record), form_of(admin, address(record)))
        assert response.status_code == 302, (kind, response.context and response.context["errors"])


def test_saving_never_publishes(admin, finding):
    admin.post(address(finding), {**form_of(admin, address(finding)), "state": "published", "title": "Second"})
    finding.refresh_from_db()
    assert (finding.title, finding.state) == ("Second", State.DRAFT)


def test_publishing_and_withdrawing_are_acts_of_their_own_and_are_logged(admin, finding, client):
    admin.post(address(finding), {**form_of(admin, address(finding)), "_publish": "1"})
    assert client.get(finding.get_absolute_url()).status_code == 200
    data = {**form_of(admin, address(finding)), "withdrawn_reason": "Misread.", "_withdraw": "1"}
    admin.post(address(finding), data)
    assert "Misread." in client.get(finding.get_absolute_url()).content.decode()
    messages = [entry.get_change_message() for entry in LogEntry.objects.order_by("pk")]
    assert {"Published.", "Withdrawn."} <= set(messages)
    assert "curator on" in admin.get(address(finding)).content.decode()


def test_the_list_publishes_what_is_complete_and_says_what_is_not(admin, finding):
    bare = make(Finding, state=State.DRAFT, title="Bare")
    data = {"action": "publish", "_selected_action": [finding.pk, bare.pk]}
    asked = admin.post(reverse("admin:findings_finding_changelist"), data).content.decode()
    assert "Publish these records?" in asked
    assert Finding.objects.published().count() == 0
    data["confirmed"] = "2"
    said = admin.post(reverse("admin:findings_finding_changelist"), data, follow=True).content.decode()
    assert "Published: 1 finding." in said
    assert "“Bare”: “Bare” names no source" in said
    assert list(Finding.objects.published()) == [finding]


def test_a_save_that_would_overwrite_anothers_is_refused_and_loses_nothing(admin, finding):
    mine = {**form_of(admin, address(finding)), "title": "Mine"}
    theirs = {**form_of(admin, address(finding)), "title": "Theirs"}
    assert admin.post(address(finding), theirs).status_code == 302
    refused = admin.post(address(finding), mine)
    assert refused.status_code == 200
    page = refused.content.decode()
    assert "Somebody else has saved this record" in page
    assert "Title: stored is now “Theirs”." in page
    assert 'value="Mine"' in page
    finding.refresh_from_db()
    assert finding.title == "Theirs"
    token = refused.context["adminform"].form["seen_token"].value()
    assert admin.post(address(finding), {**mine, "seen_token": token}).status_code == 302
    finding.refresh_from_db()
    assert finding.title == "Mine"


def test_a_stale_inline_does_not_overwrite_either(admin, db):
    series = make(Series, no_source_reason="A test.")
    seminar = make(Seminar, State.DRAFT, series=series, title="First")
    stale = form_of(admin, address(series))
    Seminar.objects.filter(pk=seminar.pk).update(title="Theirs")
    response = admin.post(address(series), stale)
    assert response.status_code == 200
    seminar.refresh_from_db()
    assert seminar.title == "Theirs"


def test_an_import_between_opening_and_saving_is_noticed(admin, finding):
    mine = form_of(admin, address(finding))
    Finding.objects.filter(pk=finding.pk).update(summary="imported")
    assert admin.post(address(finding), mine).status_code == 200


def test_a_draft_is_previewed_by_curators_only(admin, finding):
    preview = address(finding, "preview")
    page = admin.get(preview).content.decode()
    assert "Preview." in page
    assert "only signed-in curators" in page
    assert Client().get(preview).status_code == 302
    assert preview in admin.get(address(finding)).content.decode()


def staff(*codenames):
    user = User.objects.create_user("staff", password="x", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client = Client()
    client.force_login(user)
    return client


def test_who_may_change_may_not_therefore_publish(finding):
    client = staff("view_finding", "change_finding")
    client.post(address(finding), {**form_of(client, address(finding)), "_publish": "1"})
    client.post(
        reverse("admin:findings_finding_changelist"),
        {"action": "publish", "confirmed": "1", "_selected_action": [finding.pk]},
    )
    finding.refresh_from_db()
    assert finding.state == State.DRAFT


def test_without_permission_there_is_no_preview(finding):
    response = staff("view_seminar").get(address(finding, "preview"))
    assert response.status_code in (302, 403)
    assert finding.title not in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "title__regex=(a%2B)%2B",
        "curator_note__startswith=a",
        "loaded__values__x=1",
        "token__gt=0",
        "updated_at__year=0",
    ],
)
def test_a_stranger_look_up_is_refused(query, finding):
    response = staff("view_finding").get(f"{reverse('admin:findings_finding_changelist')}?{query}")
    assert response.status_code in (302, 400)


@pytest.mark.parametrize("value", ["9" * 40, "-1", "x", "%00", "1/../2"])
def test_no_address_of_the_admin_breaks(value, admin, finding):
    for page in ("change", "history", "delete", "preview"):
        assert admin.get(f"/admin/findings/finding/{value}/{page}/").status_code in (302, 400, 404)


def test_what_is_public_is_withdrawn_not_deleted(admin, db):
    source = make(Source)
    assert admin.post(address(source, "delete"), {"post": "yes"}).status_code == 403
    data = {"action": "delete_selected", "_selected_action": [source.pk], "post": "yes"}
    admin.post(reverse("admin:seminars_source_changelist"), data)
    assert Source.objects.filter(pk=source.pk).exists()


def test_an_address_taken_meanwhile_is_a_form_error(admin, finding):
    make(Finding, slug="taken")
    response = admin.post(address(finding), {**form_of(admin, address(finding)), "slug": "taken"})
    assert "already exists" in response.content.decode()


def test_nothing_is_withdrawn_without_a_reason(admin, client, db):
    finding = make(Finding, no_source_reason="A test.")
    changelist = reverse("admin:findings_finding_changelist")
    data = {"action": "withdraw", "confirmed": "1", "_selected_action": [finding.pk]}
    assert "Say why" in admin.post(changelist, data).content.decode()
    assert client.get(finding.get_absolute_url()).status_code == 200
    admin.post(changelist, {**data, "reason": "Misread."})
    assert "Misread." in client.get(finding.get_absolute_url()).content.decode()


def test_a_draft_can_be_sent_for_review_by_who_may_not_publish(finding):
    client = staff("view_finding", "change_finding")
    sent = client.post(address(finding), {**form_of(client, address(finding)), "_review": "1"}, follow=True)
    client.post(sent.request["PATH_INFO"], {"note": ""})
    finding.refresh_from_db()
    assert finding.state == State.REVIEW


def test_a_relation_that_somebody_changed_is_named_before_it_is_overwritten(admin, finding):
    mine = {**form_of(admin, address(finding)), "title": "Mine"}
    finding.sectors.add(make(Sector, title="Public sector"))
    finding.save()
    page = admin.post(address(finding), mine).content.decode()
    assert "Sectors: stored is now “Public sector”." in page


def test_a_line_that_somebody_removed_does_not_block_the_form(admin, finding):
    finding.sources.add(make(Source))
    mine = {**form_of(admin, address(finding)), "title": "Mine"}
    finding.sources.clear()
    finding.save()
    refused = admin.post(address(finding), mine)
    token = refused.context["adminform"].form["seen_token"].value()
    assert admin.post(address(finding), {**mine, "seen_token": token}).status_code == 302
    finding.refresh_from_db()
    assert (finding.title, finding.sources.count()) == ("Mine", 0)


def test_a_public_record_keeps_a_source(admin, db):
    finding = make(Finding)
    finding.sources.add(make(Source))
    data = form_of(admin, address(finding))
    line = next(key for key in data if key.endswith("-0-source")).removesuffix("source")
    response = admin.post(address(finding), {**data, f"{line}DELETE": "on"})
    assert "This record is public: leave it something public to rest on" in response.content.decode()
    assert finding.sources.count() == 1


@pytest.mark.parametrize("value", ["abc", "9" * 20, "\x00", "-1"])
def test_a_key_that_is_none_is_refused(value, admin, finding):
    data = form_of(admin, address(finding))
    for name in ("sectors", "series", "parent"):
        assert admin.post(address(finding), {**data, name: value}).status_code == 400
        assert admin.get(reverse("admin:findings_finding_add"), {name: value}).status_code == 400
    changelist = reverse("admin:findings_finding_changelist")
    assert admin.post(changelist, {"action": "publish", "_selected_action": value}).status_code == 400
    assert admin.get(changelist, {"q": "a " * 500}).status_code == 200


def test_a_year_that_records_have_cannot_be_deleted(admin, db):
    year = Year.objects.create(pk=2010)
    assert admin.post(reverse("admin:findings_year_delete", args=[year.pk]), {"post": "yes"}).status_code == 403


def test_the_filters_of_a_list_stay_short_and_keep_what_is_chosen(admin, db):
    for number in range(30):
        for copy in range(1 + (number == 29)):
            make(Source, document=f"Document {number:02}", slug=f"s{number}-{copy}")
    page = admin.get("/admin/seminars/source/").content.decode()
    assert page.count("?document=Document") == 20
    assert "document (the 20 most frequent)" in page
    assert "?document=Document+29" in page
    page = admin.get("/admin/seminars/source/?document=Document+25").content.decode()
    assert page.count("document=Document") >= 21
    assert "1 source" in page


def test_a_session_ends_so_long_after_the_last_request(admin, db, settings, monkeypatch):
    index, clock = reverse("admin:index"), [1_000_000_000.0]
    monkeypatch.setattr("collabfutures.curation.admin.middleware.time.time", lambda: clock[0])
    admin.get(index)
    first = admin.session["active"]
    for later, is_written in ((299, False), (302, True)):
        clock[0] = first + later
        admin.get(index)
        assert (admin.session["active"] > first) == is_written
    assert admin.cookies["sessionid"]["max-age"] == settings.SESSION_COOKIE_AGE
