"""Run inside the site (`manage.py shell`): drafts whose every text says a word that nothing public has."""

import json

from django.db.models import ForeignKey

from collabfutures.curation.models import Record, kinds
from collabfutures.curation.publication import State
from tests.making import is_demanded, make
from tests.walk import addresses

# What is asked for, which a page may repeat, and what stands beside it in every text.
ASKED, MARK = "zanzibar", "mombasa"


def plant() -> str:
    """A draft and one in review of each kind; the public addresses of the site, as JSON."""
    take_out()
    public = {kind: kind.objects.published().first() or make(kind) for kind in kinds()}
    for kind in kinds():
        for state in (State.DRAFT, State.REVIEW):
            _marked(kind, state, public)
    found = list(addresses(public))
    for kind in kinds():
        found += [f"{kind.get_list_url()}?q={ASKED}", f"{kind.get_api_url()}?q={ASKED}"]
    return json.dumps([*found, f"/search/?q={ASKED}", f"/search/suggest/?q={ASKED[:3]}"])


def take_out() -> None:
    for kind in kinds():
        kind._base_manager.filter(slug__startswith=MARK).delete()


def _marked(kind: type[Record], state: str, public: dict[type[Record], Record]) -> None:
    # They belong to records that are there: what was made for them would stay, and be in the way of the next planting.
    parents = {
        field.name: public[field.related_model]
        for field in kind._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model in public and is_demanded(field)
    }
    texts = {
        field.name: f"{ASKED} {MARK}"
        for field in kind._meta.concrete_fields
        if field.get_internal_type() == "TextField" and field.editable and field.name != "our_reading"
    }
    title = {} if kind.__name__ == "ApplicationArea" else {"title": f"{ASKED} {MARK} of a {kind._meta.verbose_name}"}
    make(kind, state=state, slug=f"{MARK}-{state}-{kind._meta.model_name}", **title, **parents, **texts)
