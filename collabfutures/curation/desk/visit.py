"""When was somebody at the desk last, and what was done since?"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from collabfutures.curation.database.reading import is_read_only
from collabfutures.curation.revisions.revision import Revision

# Who comes back sooner has not been away.
AWAY = timedelta(hours=2)


class Visit(models.Model):
    """How far the log of acts had come when somebody came the time before (`since`), and when they were last here."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    since = models.BigIntegerField(default=0)
    latest = models.BigIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        app_label = "curation"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user}, {self.at:%Y-%m-%d %H:%M}"


def note_visit(user: Any) -> None:
    """Call it when somebody opens the desk: after some hours it is another visit."""
    if is_read_only():
        return
    newest = Revision.objects.aggregate(newest=models.Max("pk"))["newest"] or 0
    visit, is_first = Visit.objects.get_or_create(user=user, defaults={"since": newest, "at": timezone.now()})
    if not is_first and timezone.now() - visit.at > AWAY:
        visit.since = visit.latest
    visit.latest, visit.at = newest, timezone.now()
    visit.save()
