"""Which records a long act is done with: those that somebody was asked about, whatever their list holds later."""

import datetime
import uuid
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone

# After so many hours nobody goes on with an act.
KEPT_HOURS = 24


class Selection(models.Model):
    """The keys of records of one kind or several, in the order in which the act comes to them: [[label, keys], …]."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    keys = models.JSONField()
    moment = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "curation"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.total} records for {self.user}"

    @property
    def total(self) -> int:
        return sum(len(keys) for _, keys in self.keys)

    def part(self, after: int, most: int) -> tuple[Any, list[int]]:
        """The kind and the keys of the next records of one kind, `after` of them being done; no keys at the end."""
        for label, keys in self.keys:
            if after < len(keys):
                return apps.get_model(label), keys[after : after + most]
            after -= len(keys)
        return None, []


def selected(user: Any, querysets: Iterable[Any]) -> Selection:
    """A selection of what these find now. It is stored by whoever goes on with it later."""
    rows = [
        [each.model._meta.label_lower, list(each.order_by("pk").values_list("pk", flat=True).distinct())]
        for each in querysets
    ]
    return Selection(user=user, keys=[row for row in rows if row[1]])


def store(selection: Selection) -> None:
    """Keeps it for the next request; those that nobody went on with are cleared away."""
    if selection._state.adding:
        Selection.objects.filter(moment__lt=timezone.now() - datetime.timedelta(hours=KEPT_HOURS)).delete()
        selection.save()
