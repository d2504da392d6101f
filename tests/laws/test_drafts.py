"""A draft is in no public byte, and work on it changes none."""

import io
import itertools
import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from docx import Document
from openpyxl import load_workbook

from collabfutures.brief.collection import Collection
from collabfutures.curation.desk.copies import save_copy
from collabfutures.curation.desk.reviewing import send_back, send_for_review
from collabfutures.curation.models import ContentVersion, WorkingCopy, kinds
from collabfutures.curation.publication import State
from collabfutures.curation.revisions.acts import By
from collabfutures.curation.revisions.content import columns, content_of
from collabfutures.curation.revisions.lines import line_fields, line_relations
from collabfutures.curation.revisions.linked import many
from findings.analyses.evidence_map import axis_names
from findings.filters import FindingFilter
from findings.models import AssessmentStatement
from seminars.models import Discourse, Sector
from tests.kinds import KINDS, NAMES, VIEWSETS, filters_once
from tests.making import is_demanded, make, relations
from tests.walk import addresses, record_address, slug_routes

MARK = "zanzibar"


def mark(kind, state, **values):
    """A record of the kind whose every text says the mark."""
    texts = {
        field.name: MARK
        for field in kind._meta.concrete_fields
        if field.get_internal_type() == "TextField" and field.editable and field.name != "our_reading"
    }
    title = {} if kind.__name__ == "ApplicationArea" else {"title": f"A {MARK} of a {kind._meta.verbose_name}"}
    return make(kind, state=state, slug=f"{MARK}-{state}-{kind._meta.model_name}", **title, **texts, **values)


def public_addresses(neighbours):
    """Every public pattern in every format, and what a stranger who knew the mark would ask for."""
    yield from addresses(neighbours)
    for kind in kinds():
        yield f"{kind.get_list_url()}?q={MARK}"
        yield f"{kind.get_api_url()}?facets=all"
        yield f"{kind.get_api_url()}?q={MARK}"
        yield f"{kind.get_api_url()}?format=csv&page=all"
    yield from (f"/search/?q={MARK}", "/search/?q=zanzibxr", f"/search/suggest/?q={MARK[:3]}")
    axes = axis_names(FindingFilter)
    yield from (f"/map/?rows={one}&columns={other}" for one, other in itertools.pairwise([*axes, axes[0]]))
    answers = [f"1-{slug}=3" for slug in AssessmentStatement.objects.values_list("slug", flat=True)]
    yield f"/what-competes/?{'&'.join(answers)}"
    discourses = Discourse.objects.published().values_list("slug", flat=True)
    compared = "&".join(f"discourse={slug}" for slug in discourses[:4])
    yield from (f"/compare/?{compared}", f"/api/v1/compare/?{compared}")
    yield from (f"/api/v1/search/?q={MARK}", f"/api/v1/suggest/?q={MARK[:3]}")
    yield from (
        f"{kind.get_api_url()}?group_by={axis}"
        for kind in KINDS
        for axis in axis_names(VIEWSETS[kind].filterset_class)[:3]
    )
    brief = f"/brief/?{Collection().adding(*neighbours.values()).query}"
    yield from (brief, f"{brief}&format=docx")


def text_of(response):
    """What a response says; a workbook or a document is opened, because its bytes are compressed."""
    kind = response["Content-Type"]
    if "spreadsheetml" in kind:
        rows = load_workbook(io.BytesIO(response.content), read_only=True).active.iter_rows(values_only=True)
        return " ".join(str(cell) for row in rows for cell in row)
    if "wordprocessingml" in kind:
        return " ".join(paragraph.text for paragraph in Document(io.BytesIO(response.content)).paragraphs)
    return response.content.decode()


@pytest.fixture
def published_neighbours(db):
    """A published record of every kind."""
    return {kind: make(kind) for kind in kinds()}


HIDDEN = (State.DRAFT, State.REVIEW, State.WITHDRAWN)


def test_a_record_that_is_not_public_is_in_no_public_byte(published_neighbours, client):
    """All three states at once, since every address is asked for: tied to a public record by each of its relations."""
    hidden = {(kind, state): mark(kind, state) for kind in kinds() for state in HIDDEN}
    states = itertools.cycle(HIDDEN)
    for kind, record in published_neighbours.items():
        for name in relations(kind):
            field = kind._meta.get_field(name)
            if field.many_to_many:
                getattr(record, name).add(*(hidden[field.related_model, state] for state in HIDDEN))
            elif name != "second":
                # A tension's two discourses differ, so only the first of them is a hidden one.
                setattr(record, name, hidden[field.related_model, next(states)])
        record.save()
    make(Discourse)
    assert MARK not in client.post("/translate/", {"text": "theme number term"}).content.decode().lower()
    for address in public_addresses(published_neighbours):
        content = text_of(client.get(address))
        if address == "/api/v1/changes/":
            # What was withdrawn is told there, by its address alone.
            content = re.sub(rf"{MARK}-{State.WITHDRAWN}-[a-z-]+", "", content.lower())
        content = content.replace(f"q={MARK}", "").replace(f'value="{MARK}"', "").replace(f"{MARK} · Search", "")
        content = content.replace(f'"value">{MARK}', "").replace(f"</span> {MARK} <span", "")
        if f"q={MARK}" in address:
            content = content.replace(f": {MARK} · ", "").replace(f": {MARK}”", "")
        # A page repeats the parameters that it does not know.
        content = content.replace(f"<code>1-{MARK}-", "")
        assert MARK not in content.lower(), address


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_a_filter_answers_a_drafts_address_as_one_that_never_was(kind, client, db):
    make(kind)
    for name, item in filters_once(kind).items():
        if getattr(item, "target", lambda model: None)(kind) is None:
            continue
        draft = make(item.target(kind), state=State.DRAFT)
        for address in (kind.get_api_url(), kind.get_list_url()):
            known = client.get(address, {name: draft.slug})
            never = client.get(address, {name: "never-was"})
            assert (known.status_code, never.status_code) == (400, 400)
            assert known.content.decode().replace(draft.slug, "never-was") == never.content.decode()


def work_beside(record, draft, number):
    """A working copy of a public record that says the mark in every text, link and line; some are sent and returned."""
    kind, by = type(record), By("an editor")
    content = content_of(record)
    content |= {
        field.name: f"{MARK} {field.name}" for field in columns(kind) if field.name in MARKED or _is_text(field)
    }
    content |= {
        name: [*content[name], draft.pk] for name in many(kind) if kind._meta.get_field(name).related_model is kind
    }
    for relation in line_relations(kind):
        line = {field.name: f"{MARK} line" for field in line_fields(relation) if _is_text(field)}
        ends = {
            field.name: make(field.related_model, State.DRAFT).pk
            for field in line_fields(relation)
            if field.is_relation
        }
        content[relation.get_accessor_name()] = [line | ends]
    save_copy(record, content, by)
    if number % 3:
        send_for_review(record, by, f"A note of {MARK}.", is_told=True)
    if number % 3 == 2:
        send_back(record, by, f"Another of {MARK}.", "title")


MARKED = ("title", "slug")


def _is_text(field):
    return field.get_internal_type() == "TextField" and field.name != "our_reading"


@pytest.mark.long
def test_work_on_drafts_and_copies_changes_no_public_byte_or_header(published_neighbours, client):
    # The other forms are written from the same data as JSON and CSV, and every form is looked at for drafts above.
    asked = [each for each in public_addresses(published_neighbours) if not re.search(r"format=(?!csv|docx)", each)]
    before = {address: client.get(address) for address in asked}
    version = ContentVersion.current()
    for kind in kinds():
        required = [field for field in kind._meta.concrete_fields if field.related_model and is_demanded(field)]
        draft = mark(kind, State.DRAFT, **{each.name: published_neighbours[each.related_model] for each in required})
        for name in relations(kind):
            field = kind._meta.get_field(name)
            if field.many_to_many:
                getattr(draft, name).add(published_neighbours[field.related_model])
        draft.curator_note = "changed"
        draft.save()
        kind.objects.filter(pk=draft.pk).update(summary="changed again")
        work_beside(published_neighbours[kind], draft, len(kind.__name__))
    assert WorkingCopy.objects.count() == len(kinds())
    assert ContentVersion.current() == version
    for address, response in before.items():
        after = client.get(address)
        if "spreadsheetml" not in after["Content-Type"] and "wordprocessingml" not in after["Content-Type"]:
            # Each request has a number of its own.
            del after.headers["X-Request-ID"], response.headers["X-Request-ID"]
            assert (after.content, after.headers) == (response.content, response.headers), address
        else:
            assert text_of(after) == text_of(response), address


@pytest.mark.parametrize("state", [State.DRAFT, State.REVIEW])
def test_what_was_never_public_answers_as_an_address_that_never_was(state, client, db):
    for route in slug_routes():
        hidden = make(route.kind, state=state)
        assert client.get(record_address(route, hidden.slug)).status_code == 404, route
        assert client.get(record_address(route, "never-was")).status_code == 404, route


def test_a_withdrawn_record_answers_410_under_every_pattern(client, db):
    for route in slug_routes():
        gone = make(route.kind)
        gone.withdraw("The source was misread.")
        response = client.get(record_address(route, gone.slug))
        page = response.content.decode()
        assert (response.status_code, "The source was misread." in page) == (410, True), route
        assert route.route.startswith("api/") or re.search(r"<h1>\s*Withdrawn\s*</h1>", page), route


def test_a_reason_to_withdraw_does_not_outlive_a_new_publication(db):
    record = make(Sector, no_source_reason="A test.")
    record.withdraw("The old reason.")
    record.publish()
    assert (record.withdrawn_reason, record.withdrawn_at) == ("", None)
    with pytest.raises(ValidationError, match="Say why"):
        record.withdraw()


def test_a_record_keeps_the_day_on_which_it_was_first_published(db):
    record = make(Sector, no_source_reason="A test.")
    first = record.published_at
    record.withdraw("Misread.")
    record.publish()
    assert record.published_at == first


def test_public_pages_set_no_cookie_and_do_not_vary_by_one(series, admin):
    for visitor in (Client(), admin):
        for address in ("/", "/findings/", "/findings/several-discourses/", "/search/?q=trust", "/api/v1/findings/"):
            response = visitor.get(address)
            assert not response.cookies
            assert "Cookie" not in response.get("Vary", "")
