"""Two records that may be one, until somebody merges them or says that they are two."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q


class DuplicatePair(models.Model):
    """Two records of a kind, the one with the lower key first. `score` is 100 where the same thing is said of both."""

    kind = models.CharField(max_length=60)
    first = models.BigIntegerField()
    second = models.BigIntegerField()
    score = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=100)
    # Somebody has looked, and they are two.
    are_two = models.BooleanField(default=False)

    class Meta:
        app_label = "curation"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "first", "second"], name="curation_one_pair"),
            models.CheckConstraint(condition=Q(first__lt=models.F("second")), name="curation_pair_in_order"),
        ]
        indexes = [models.Index(fields=["kind", "second"], name="curation_pair_second")]

    def __str__(self) -> str:
        return f"{self.kind} {self.first} and {self.second}: {self.reason}"


def open_pairs(model: Any) -> Any:
    """The pairs of a kind that nobody has told apart, those that are most alike first.

    A record that is gone by another way than the desk's leaves its pairs behind until they are found anew.
    """
    both = (Exists(model._base_manager.filter(pk=OuterRef(end))) for end in ("first", "second"))
    found = DuplicatePair.objects.filter(*both, kind=model._meta.label_lower, are_two=False)
    return found.order_by("-score", "pk")


def pairs_of(model: Any, key: int) -> Any:
    """The pairs that a record is in and that nobody has told apart."""
    return open_pairs(model).filter(Q(first=key) | Q(second=key))
