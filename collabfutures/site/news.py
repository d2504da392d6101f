"""What is new: the records that changed last, of any kind."""

from collections.abc import Callable

from django.apps import apps
from django.db.models import Q

from collabfutures.curation.models import Record, kinds
from collabfutures.curation.unions import constant, union_all

FEED_LENGTH = 50


def newest(of_each: int = FEED_LENGTH, among: Callable[[type[Record]], Q] | None = None) -> list[Record]:
    """The records that changed last, at most so many of each kind, without their relations.

    `among` says for a kind which of its records; without it all that curators published. What was imported and put in
    words by nobody is no news.
    """
    rows = union_all(
        _latest(model, of_each, among(model) if among else _curated(model))
        .order_by()
        .values_list(constant(model._meta.label_lower), "slug", "title", "summary", "published_at", "updated_at")
        for model in kinds()
    )
    return [_record(*row) for row in rows.order_by("-updated_at", "slug")[:FEED_LENGTH]]


def _record(kind, slug, title, summary, first, last):
    found = apps.get_model(kind)(slug=slug, title=title, summary=summary, published_at=first, updated_at=last)
    found.changed_at = last
    return found


def _curated(model):
    return ~Q(summary="", outcome_id__isnull=False) if hasattr(model, "outcome_id") else Q()


def _latest(model, number, wanted):
    public = model.objects.published().filter(wanted)
    return public.filter(pk__in=public.order_by("-updated_at", "pk").values("pk")[:number])
