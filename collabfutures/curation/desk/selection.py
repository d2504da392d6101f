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
    """Records of one kind or several, in the order in which an act comes to them: [[label, [[key, token], …]], …].

    The token is that of the version which stood there when somebody was asked.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    act = models.CharField(max_length=20)
    rows = models.JSONField()
    moment = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "curation"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.total} records for {self.user}"

    @property
    def total(self) -> int:
        return sum(len(rows) for _, rows in self.rows)

    def part(self, after: int, most: int) -> tuple[Any, dict[int, str]]:
        """The kind and {key: token} of the next records of one kind, `after` of them being done; none at the end."""
        for label, rows in self.rows:
            if after < len(rows):
                return apps.get_model(label), dict(rows[after : after + most])
            after -= len(rows)
        return None, {}


def selected(user: Any, act: str, querysets: Iterable[Any]) -> Selection:
    """A selection of what these find now. It is stored by whoever goes on with it later."""
    found = []
    for each in querysets:
        rows = each.order_by("pk").values_list("pk", "token").distinct()
        found.append([each.model._meta.label_lower, [[key, str(token)] for key, token in rows]])
    return Selection(user=user, act=act, rows=[row for row in found if row[1]])


def stored(user: Any, act: str, key: Any) -> Selection | None:
    """The selection with which somebody goes on, not too long after."""
    return Selection.objects.filter(pk=key, user=user, act=act, moment__gte=_oldest()).first()


def store(selection: Selection) -> None:
    """Keeps it for the next request; those that nobody went on with are cleared away."""
    if selection._state.adding:
        Selection.objects.filter(moment__lt=_oldest()).delete()
        selection.save()


def _oldest():
    return timezone.now() - datetime.timedelta(hours=KEPT_HOURS)
