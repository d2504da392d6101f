"""What the source of a record says by now and did not before, where an import left the record as somebody made it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from collabfutures.curation.revisions.acts import LONGEST_NAME
from collabfutures.curation.revisions.content import Content


class Differing(models.Model):
    """What the last import would have had one record say, field by field; settled once somebody has decided."""

    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    content = models.JSONField()
    by = models.CharField(max_length=LONGEST_NAME)
    moment = models.DateTimeField(auto_now=True)
    is_settled = models.BooleanField(default=False)

    class Meta:
        app_label = "curation"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="curation_one_difference")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}: {self.by}"


def differing(model: Any) -> Any:
    """The differences of a kind, settled ones too."""
    return Differing.objects.filter(kind=model._meta.label_lower)


def unsettled(model: Any) -> Any:
    return differing(model).filter(is_settled=False)


def note_differing(model: Any, found: Mapping[int, Content], agreeing: Iterable[int], by: str) -> None:
    """Keeps what an import says otherwise of records, and forgets what was kept of those `agreeing` with it by now.

    What somebody has decided about stays decided until the source says something else.
    """
    rows = {each.object_id: each for each in differing(model).filter(object_id__in=[*found, *agreeing])}
    differing(model).filter(object_id__in=[*agreeing]).delete()
    for key, content in found.items():
        row = rows.get(key) or Differing(kind=model._meta.label_lower, object_id=key)
        if row.content != content:
            row.content, row.by, row.is_settled = content, by, False
            row.save()
