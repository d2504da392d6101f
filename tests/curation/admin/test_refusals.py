"""What a form or an act refuses, and how it says so."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client

from findings.models import Barrier
from seminars.models import Source
from tests.making import make
from tests.sent_form import sent_form


def test_what_only_the_models_validators_refuse_is_refused_by_the_form_too(admin, db):
    for kind, wrong, said in ((Barrier, {"slug": "Not A Slug"}, "Use small letters"), (Source, {"year": "12"}, "1900")):
        record = make(kind)
        address = f"/admin/{kind._meta.app_label}/{kind._meta.model_name}/{record.pk}/change/"
        answer = admin.post(address, {**sent_form(admin.get(address)), **wrong, "_save": "1"})
        assert (answer.status_code, said in answer.content.decode()) == (200, True), kind
        for name, value in wrong.items():
            setattr(record, name, value)
        with pytest.raises(ValidationError, match=said):
            record.full_clean()


@pytest.mark.parametrize(("number", "more"), [(50, False), (51, True)])
def test_fifty_refusals_are_named_and_the_rest_counted(number, more, admin, db):
    # None of them has a source.
    drafts = [make(Barrier, state="draft") for _ in range(number)]
    sent = {"action": "publish", "_selected_action": [each.pk for each in drafts], "confirmed": str(number)}
    page = admin.post("/admin/findings/barrier/", sent, follow=True).content.decode()
    assert page.count("names no source") == 50
    assert ("1 more were refused." in page) is more


def test_the_curator_that_is_made_can_sign_in_with_the_password_that_is_shown(db, capsys):
    call_command("ensure_curator")
    password = capsys.readouterr().out.split("Password: ")[1].split()[0]
    assert Client().login(username="curator", password=password)
    call_command("ensure_curator")
    assert (capsys.readouterr().out, User.objects.count()) == ("", 1)


def test_below_another_path_the_admin_asks_to_sign_in_and_the_api_answers_as_data(curator):
    client = Client(SCRIPT_NAME="/kb")
    assert client.get("/admin/login/").status_code == 200
    client.force_login(curator)
    assert client.get("/admin/").status_code == 200
    refused = client.get("/api/v1/findings/?nothing=1")
    assert (refused.status_code, refused["Content-Type"]) == (400, "application/problem+json")
    assert client.get("/api/v1/findings/", {"x": "y" * 3_000}).json()["status"] == 414
