"""Who wrote something does not publish it: a second pair of eyes does, unless a site is set to one curator."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Max, OuterRef, Subquery
from django.db.models.functions import Coalesce

from collabfutures.curation.publication import State
from collabfutures.curation.revisions.acts import WRITING, By
from collabfutures.curation.revisions.revision import Revision

OWN = "You wrote it, or a part of it: somebody else has to look at it and publish it."


def written_by(model: Any, keys: Iterable[int], by: By) -> set[int]:
    """Those of the records of which this curator wrote something since they were last published.

    None where the site has one curator, or a program acts.
    """
    if settings.ONE_CURATOR or by.user is None:
        return set()
    same = Revision.objects.filter(kind=OuterRef("kind"), object_id=OuterRef("object_id"), state=State.PUBLISHED)
    acts = same.filter(act="published").order_by().values("object_id").annotate(last=Max("pk")).values("last")
    found = Revision.objects.of(model, keys).filter(user=by.user, act__in=WRITING)
    return {*found.filter(pk__gt=Coalesce(Subquery(acts), 0)).values_list("object_id", flat=True)}


def check_four_eyes(record: Any, by: By) -> None:
    """Raises ValidationError where a curator would publish what they wrote themselves."""
    if written_by(type(record), [record.pk], by):
        raise ValidationError(OWN)
