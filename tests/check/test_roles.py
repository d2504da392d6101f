"""Who may do what: every role, with every kind, on every page and by every act of the admin."""

import time

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse

from collabfutures.curation.models import Revision
from collabfutures.curation.publication import State
from collabfutures.curation.revisions.acts import NOBODY
from collabfutures.curation.revisions.noting import note_deleted
from collabfutures.curation.support import lacking
from findings.models import Answer, Finding
from seminars.models import Source
from tests.kinds import KINDS, NAMES
from tests.making import make
from tests.sent_form import sent_form

# What each may do; everything else is refused.
SEES = {"viewer", "editor", "reviewer", "manager"}
WRITES = {"editor", "manager"}
PUBLISHES = {"reviewer", "manager"}
NO_ROLE = "nobody"
ROLES = [*sorted(SEES), NO_ROLE]


def signed_in(*roles, **values):
    user = User.objects.create_user("staff", is_staff=True, **values)
    user.groups.set(Group.objects.filter(name__in=roles))
    client = Client()
    client.force_login(user)
    return client


def just_now(client):
    """They gave their password a moment ago: accounts are not changed from a desk that was left open."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()
    return client


def page(kind, name, *args):
    return reverse(f"admin:{kind._meta.app_label}_{kind._meta.model_name}_{name}", args=args)


def record(kind, **values):
    """A record that has what it needs to be published."""
    if hasattr(kind, "sources"):
        values.setdefault("no_source_reason", "A test.")
    if kind is Answer:
        values["carried_by"] = "S1"
    found = make(kind, **({"summary": "Said."} if "summary" in kind.said_in else {}), **values)
    for name in lacking(found):
        getattr(found, name).add(make(kind._meta.get_field(name).related_model))
    if kind is Answer:
        found.sources.add(make(Source, statement="S1"))
    return found


def act(client, kind, name, key, **values):
    data = {"action": name, "_selected_action": [key], "confirmed": "1", **values}
    return client.post(page(kind, "changelist"), data)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_pages_are_for_those_who_may(kind, role, db):
    client, draft = signed_in(role), record(kind, state=State.DRAFT)
    revision, other = Revision.objects.create(**head(draft), content={}), make(kind, State.DRAFT)
    asked = {page(kind, "changelist"): SEES, page(kind, "add"): WRITES, page(kind, "deleted"): SEES}
    asked |= {page(kind, name, draft.pk): SEES for name in ("change", "history", "preview", "used")}
    asked |= {
        f"{page(kind, 'compare', draft.pk)}?old={revision.pk}": SEES,
        f"{page(kind, 'change', draft.pk)}?version={revision.pk}": SEES,
        page(kind, "delete", draft.pk): WRITES,
        page(kind, "look", draft.pk): SEES,
        page(kind, "send", draft.pk): WRITES,
        page(kind, "sheet"): SEES,
        f"{page(kind, 'sheet')}?take=csv": SEES,
        page(kind, "similar"): SEES,
        page(kind, "merge", draft.pk): SEES,
        f"{page(kind, 'merge', draft.pk)}?with={other.pk}": WRITES,
    }
    found = {address: client.get(address).status_code for address in asked}
    assert found == {address: 200 if role in may else 403 for address, may in asked.items()}
    led = {page(kind, "triage"): WRITES, page(kind, "skip", draft.pk): WRITES, page(kind, "discard", draft.pk): WRITES}
    found = {address: client.get(address).status_code for address in led}
    assert found == {address: 302 if role in may else 403 for address, may in led.items()}


def head(record):
    kind = type(record)._meta.label_lower
    return {"kind": kind, "object_id": record.pk, "title": "t", "state": "draft", "act": "found", "token": record.token}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_acts_are_for_those_who_may(kind, role, db, admin):
    client, draft = signed_in(role), record(kind, state=State.DRAFT)
    sent = sent_form(admin.get(page(kind, "change", draft.pk)))
    saved = client.post(page(kind, "change", draft.pk), sent | {"curator_note": "Saved.", "_save": "1"})
    assert saved.status_code == (302 if role in WRITES else 403)
    draft.refresh_from_db()
    assert (draft.curator_note == "Saved.") is (role in WRITES)

    act(client, kind, "send_for_review", draft.pk)
    assert state(draft) == (State.REVIEW if role in WRITES else State.DRAFT)
    act(client, kind, "publish", draft.pk)
    assert (state(draft) == State.PUBLISHED) is (role in PUBLISHES)
    kind._base_manager.filter(pk=draft.pk).update(state=State.PUBLISHED)
    act(client, kind, "withdraw", draft.pk, reason="Wrong.")
    assert (state(draft) == State.WITHDRAWN) is (role in PUBLISHES)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_deleting_and_bringing_back_are_for_those_who_may(kind, role, db):
    client, draft = signed_in(role), record(kind, state=State.DRAFT)
    client.post(page(kind, "delete", draft.pk), {"post": "yes"})
    assert kind._base_manager.filter(pk=draft.pk).exists() is (role not in WRITES)
    if role not in WRITES:
        act(client, kind, "delete_selected", draft.pk, post="yes")
        assert kind._base_manager.filter(pk=draft.pk).exists()
        note_deleted(draft, NOBODY)
        kind._base_manager.filter(pk=draft.pk).delete()
    deleted = Revision.objects.filter(act="deleted").first()
    assert client.post(page(kind, "bring_back", deleted.pk)).status_code == (302 if role in WRITES else 403)
    assert kind._base_manager.filter(pk=draft.pk).exists() is (role in WRITES)


def state(record):
    return type(record)._base_manager.get(pk=record.pk).state


@pytest.mark.parametrize("role", sorted(SEES - PUBLISHES))
def test_who_may_not_publish_is_offered_no_button_for_it(role, db):
    shown = signed_in(role).get(page(Finding, "change", record(Finding, state=State.DRAFT).pk)).content.decode()
    assert "ublish</button>" not in shown
    assert "Save and publish" not in shown


def test_a_reviewer_publishes_from_the_form_that_only_shows(db):
    client, draft = signed_in("reviewer"), record(Finding, state=State.DRAFT)
    shown = client.get(page(Finding, "change", draft.pk)).content.decode()
    assert "Save and publish" not in shown
    assert page(Finding, "look", draft.pk) in shown
    assert "Publish what stands above" in client.get(page(Finding, "look", draft.pk)).content.decode()
    asked = client.post(page(Finding, "changelist"), {"action": "publish", "_selected_action": [draft.pk]})
    assert "Publish these records?" in asked.content.decode()


def test_who_may_change_a_finding_may_cite_a_source_that_they_may_only_see(db):
    client = signed_in()
    names = ("change_finding", "view_finding", "view_source", "view_series")
    User.objects.get(username="staff").user_permissions.set(Permission.objects.filter(codename__in=names))
    draft, source = record(Finding, state=State.DRAFT), make(Source)
    sent = sent_form(client.get(page(Finding, "change", draft.pk)))
    sent |= {"Finding_sources-TOTAL_FORMS": "1", "Finding_sources-0-source": str(source.pk), "_save": "1"}
    assert client.post(page(Finding, "change", draft.pk), sent).status_code == 302
    assert list(draft.sources.all()) == [source]


def account(name, *roles, **values):
    user = User.objects.create_user(name, is_staff=True, **values)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def user_page(user, name="change"):
    return reverse(f"admin:auth_user_{name}", args=[user.pk])


def test_nobody_raises_their_own_rights(db):
    client = signed_in("manager")
    own = User.objects.get(username="staff")
    sent = sent_form(client.get(user_page(own)))
    more = {
        "is_superuser": "on",
        "groups": [str(group.pk) for group in Group.objects.all()],
        "user_permissions": [str(each.pk) for each in Permission.objects.all()[:5]],
    }
    client.post(user_page(own), sent | more | {"_save": "1"})
    own.refresh_from_db()
    assert (own.is_superuser, own.user_permissions.count()) == (False, 0)
    assert [group.name for group in own.groups.all()] == ["manager"]


def test_a_manager_gives_others_only_what_a_manager_may(db):
    stronger = Group.objects.create(name="stronger")
    stronger.permissions.set(Permission.objects.filter(codename="delete_user"))
    client, other = just_now(signed_in("manager")), account("other", "viewer")
    sent = sent_form(client.get(user_page(other)))
    editor = Group.objects.get(name="editor")
    assert client.post(user_page(other), sent | {"groups": [editor.pk], "_save": "1"}).status_code == 302
    refused = client.post(user_page(other), sent | {"groups": [stronger.pk], "_save": "1"})
    assert refused.status_code == 200
    client.post(user_page(other), sent | {"is_superuser": "on", "_save": "1"})
    other.refresh_from_db()
    assert not other.is_superuser


@pytest.mark.parametrize("values", [{"is_superuser": True}, {}, {"is_active": False}], ids=["owner", "more", "idle"])
def test_a_manager_takes_over_no_account_that_may_do_more(values, db):
    client, other = signed_in("manager"), account("other", **values)
    if "is_superuser" not in values:
        other.user_permissions.set(Permission.objects.filter(codename="delete_user"))
    password = reverse("admin:auth_user_password_change", args=[other.pk])
    for address in (user_page(other), password):
        data = {"password1": "another-one-9", "password2": "another-one-9", "username": "mine"}
        assert client.post(address, data).status_code == 403
    assert client.get(user_page(other, "delete")).status_code == 403
    other.refresh_from_db()
    assert other.username == "other"


@pytest.mark.parametrize("role", sorted(SEES))
def test_what_a_group_may_do_is_the_owners_affair(role, db):
    client, group = signed_in(role), Group.objects.get(name="viewer")
    address = reverse("admin:auth_group_change", args=[group.pk])
    assert client.post(address, {"name": "viewer", "permissions": []}).status_code == 403
    assert client.get(reverse("admin:auth_group_add")).status_code == 403
    accounts = client.get(reverse("admin:auth_user_changelist")).status_code
    assert accounts == (200 if role == "manager" else 403)


def test_an_owner_manages_every_account_and_group(admin, db):
    other = account("other", is_superuser=True)
    just_now(admin)
    assert admin.get(user_page(other)).status_code == 200
    assert admin.get(reverse("admin:auth_group_add")).status_code == 200
    sent = sent_form(admin.get(user_page(other))) | {"_save": "1"}
    sent.pop("is_superuser")
    assert admin.post(user_page(other), sent).status_code == 302
    other.refresh_from_db()
    assert not other.is_superuser
