"""Run inside the site (`manage.py shell`): drafts whose every text says a word that nothing public has."""

import json

from collabfutures.curation.models import Record, kinds
from collabfutures.curation.publication import State
from tests.making import make
from tests.walk import addresses

# What is asked for, which a page may repeat, and what stands beside it in every text.
ASKED, MARK = "zanzibar", "mombasa"


def plant() -> str:
    """A draft and one in review of each kind, which stay; the public addresses of the site, as JSON."""
    for kind in kinds():
        for state in (State.DRAFT, State.REVIEW):
            _marked(kind, state, f"{MARK}-{state}-{kind._meta.model_name}")
    public = {kind: kind.objects.published().first() for kind in kinds()}
    found = list(addresses({kind: record or make(kind) for kind, record in public.items()}))
    for kind in kinds():
        found += [f"{kind.get_list_url()}?q={ASKED}", f"{kind.get_api_url()}?q={ASKED}"]
    return json.dumps([*found, f"/search/?q={ASKED}", f"/search/suggest/?q={ASKED[:3]}"])


def _marked(kind: type[Record], state: str, slug: str) -> None:
    # What is made for it to belong to stays as well, and would be in the way of making it a second time.
    if kind._base_manager.filter(slug=slug).exists():
        return
    texts = {
        field.name: f"{ASKED} {MARK}"
        for field in kind._meta.concrete_fields
        if field.get_internal_type() == "TextField" and field.editable and field.name != "our_reading"
    }
    title = {} if kind.__name__ == "ApplicationArea" else {"title": f"{ASKED} {MARK} of a {kind._meta.verbose_name}"}
    make(kind, state=state, slug=slug, **title, **texts)
