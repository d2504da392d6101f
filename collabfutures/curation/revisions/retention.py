"""Which revisions are old enough to be forgotten, on a site that does not keep them for ever."""

import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from collabfutures.curation.revisions.acts import Act
from collabfutures.curation.revisions.revision import Revision

# So many rows are deleted by one statement, each a transaction of its own: others write meanwhile.
STEP = 1_000


def old(model: Any, before: datetime.datetime) -> QuerySet[Revision]:
    """The revisions of a kind from before a moment that nothing needs any longer.

    Needed is what was done since the last publication, for it says who may publish next; what that publication said;
    what readers are told; and all that was ever done with a record that was never public. Of a record that was
    deleted before that moment nothing is needed: from then on it cannot be brought back.
    """
    of_same = Revision.objects.filter(kind=OuterRef("kind"), object_id=OuterRef("object_id")).order_by("-pk")
    published = Subquery(of_same.filter(act=Act.PUBLISHED).values("pk")[:1])
    # A publication says what the last revision before it kept, or what it keeps itself.
    later = of_same.filter(pk__gt=OuterRef("pk"), pk__lte=OuterRef("published"), content__isnull=False, is_copy=False)
    is_said = Q(content__isnull=False, is_copy=False) & ~Exists(later)
    is_there = Exists(model._base_manager.filter(pk=OuterRef("object_id")))
    found = Revision.objects.filter(kind=model._meta.label_lower, moment__lt=before).annotate(published=published)
    may_come_back = Exists(of_same.filter(act=Act.DELETED, moment__gte=before))
    return found.filter((~is_there & ~may_come_back) | (Q(pk__lt=F("published"), is_told=False) & ~is_said)).order_by(
        "pk"
    )


def forget(revisions: QuerySet[Revision]) -> int:
    """Deletes them, a part at a time; how many there were."""
    count = last = 0
    while keys := list(revisions.filter(pk__gt=last).values_list("pk", flat=True)[:STEP]):
        count, last = count + len(keys), keys[-1]
        Revision.objects.filter(pk__in=keys).delete()
    return count
