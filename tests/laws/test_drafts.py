"""A draft is in no public byte, and work on it changes none."""

import itertools

import pytest
from django.test import Client
from django.urls import reverse

from collabfutures.brief.collection import Collection
from collabfutures.curation.models import ContentVersion, kinds
from collabfutures.curation.publication import State
from collabfutures.site.pathway_content import PATHWAYS
from findings.analyses.evidence_map import axis_names
from findings.filters import FindingFilter
from findings.models import AssessmentStatement
from seminars.models import Discourse
from tests.kinds import KINDS, NAMES, filters
from tests.making import make, relations

MARK = "zanzibar"


def mark(kind, state):
    """A record of the kind whose every text says the mark."""
    texts = {
        field.name: MARK
        for field in kind._meta.concrete_fields
        if field.get_internal_type() in ("TextField", "LinesField") and field.editable and not field.choices
    }
    title = {} if kind.__name__ == "ApplicationArea" else {"title": f"A {MARK} of a {kind._meta.verbose_name}"}
    return make(kind, state=state, slug=f"{MARK}-{kind._meta.model_name}", **title, **texts)


def public_addresses():
    for kind in kinds():
        yield kind.get_list_url()
        yield f"{kind.get_list_url()}?q={MARK}"
        yield f"{kind.get_api_url()}?facets=all"
        yield f"{kind.get_api_url()}?q={MARK}"
        yield f"{kind.get_api_url()}?format=csv&page=all"
        for form in ("atom", "bibtex", "csl", "jsonld", "ris"):
            yield f"{kind.get_api_url()}?format={form}"
        for record in kind.objects.published():
            yield record.get_absolute_url()
            yield f"{kind.get_api_url()}{record.slug}/"
        yield f"/sitemap-{kind._meta.model_name}.xml"
    yield from ("/", "/about/", f"/search/?q={MARK}", reverse("openapi"), reverse("api:api-root"))
    yield from (f"/{pathway}/" for pathway in PATHWAYS)
    yield from (
        f"/map/?rows={one}&columns={other}" for one, other in itertools.permutations(axis_names(FindingFilter), 2)
    )
    yield from ("/feed/", "/search/suggest/?q=z", "/translate/", "/what-competes/", "/compare/")
    answers = [f"1-{slug}=3" for slug in AssessmentStatement.objects.values_list("slug", flat=True)]
    yield f"/what-competes/?{'&'.join(answers)}"
    discourses = Discourse.objects.published().values_list("slug", flat=True)
    yield f"/compare/?{'&'.join(f'discourse={slug}' for slug in discourses[:4])}"
    published = [record for kind in kinds() for record in kind.objects.published()]
    yield f"/brief/?{Collection().adding(*published[:40]).query}"


@pytest.fixture
def published_neighbours(db):
    """A published record of every kind."""
    return {kind: make(kind) for kind in kinds()}


@pytest.mark.parametrize("state", [State.DRAFT, State.REVIEW, State.WITHDRAWN])
def test_a_record_that_is_not_public_is_in_no_public_byte(state, published_neighbours, client):
    hidden = {kind: mark(kind, state) for kind in kinds()}
    for kind, record in published_neighbours.items():
        for name in relations(kind):
            field = kind._meta.get_field(name)
            if field.many_to_many:
                getattr(record, name).add(hidden[field.related_model])
            elif name != "second":
                # A tension's two discourses differ, so only the first of them is the hidden one.
                setattr(record, name, hidden[field.related_model])
        record.save()
    make(Discourse)
    assert MARK not in client.post("/translate/", {"text": "theme number term"}).content.decode().lower()
    for address in public_addresses():
        content = client.get(address).content.decode()
        content = content.replace(f"q={MARK}", "").replace(f'value="{MARK}"', "").replace(f"{MARK} · Search", "")
        content = content.replace(f'"value">{MARK}', "").replace(f"</span> {MARK} <span", "")
        if f"q={MARK}" in address:
            content = content.replace(f": {MARK} · ", "").replace(f": {MARK}”", "")
        # A page repeats the parameters that it does not know.
        content = content.replace(f"<code>1-{MARK}-", "")
        assert MARK not in content.lower(), address


@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_a_filter_answers_a_drafts_address_as_one_that_never_was(kind, client, db):
    make(kind)
    for name, item in filters(kind).items():
        if getattr(item, "target", lambda model: None)(kind) is None:
            continue
        draft = make(item.target(kind), state=State.DRAFT)
        for address in (kind.get_api_url(), kind.get_list_url()):
            known = client.get(address, {name: draft.slug})
            never = client.get(address, {name: "never-was"})
            assert (known.status_code, never.status_code) == (400, 400)
            assert known.content.decode().replace(draft.slug, "never-was") == never.content.decode()


def test_work_on_drafts_changes_no_public_byte_or_header(published_neighbours, client):
    before = {address: client.get(address) for address in public_addresses()}
    version = ContentVersion.current()
    for kind in kinds():
        draft = mark(kind, State.DRAFT)
        for name in relations(kind):
            field = kind._meta.get_field(name)
            if field.many_to_many:
                getattr(draft, name).add(published_neighbours[field.related_model])
        draft.curator_note = "changed"
        draft.save()
        kind.objects.filter(pk=draft.pk).update(summary="changed again")
    assert ContentVersion.current() == version
    for address, response in before.items():
        after = client.get(address)
        assert (after.content, after.headers) == (response.content, response.headers), address


def test_a_draft_answers_as_an_address_that_never_was(client, db):
    for kind in kinds():
        draft = make(kind, state=State.DRAFT)
        assert client.get(draft.get_absolute_url()).status_code == 404
        assert client.get(f"{kind.get_api_url()}{draft.slug}/").status_code == 404


def test_public_pages_set_no_cookie_and_do_not_vary_by_one(series, admin):
    for visitor in (Client(), admin):
        for address in ("/", "/findings/", "/findings/several-discourses/", "/search/?q=trust", "/api/v1/findings/"):
            response = visitor.get(address)
            assert not response.cookies
            assert "Cookie" not in response.get("Vary", "")
