"""Who is to work on a record: drafts are shared out, whatever kind they are of."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models


class Assignment(models.Model):
    """One record that is one curator's to work on. It says nothing about who may."""

    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        app_label = "curation"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="curation_one_assignment")]
        indexes = [models.Index(fields=["user", "kind"], name="curation_assignment_user")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}: {self.user}"


def assign(model: Any, keys: Iterable[int], user: Any) -> int:
    """Makes records somebody's to work on, or nobody's where there is no user; how many."""
    keys, kind = [*keys], model._meta.label_lower
    Assignment.objects.filter(kind=kind, object_id__in=keys).delete()
    if user is not None:
        Assignment.objects.bulk_create(Assignment(kind=kind, object_id=key, user=user) for key in keys)
    return len(keys)
