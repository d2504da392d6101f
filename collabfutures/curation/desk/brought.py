"""A sheet that somebody brought, between its preview and the taking of its good rows."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

KEPT = timedelta(days=14)


class BroughtSheet(models.Model):
    """The rows of one file, as texts, for the records of one kind. It is its curator's, and goes after two weeks."""

    kind = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    rows = models.JSONField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    brought_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "curation"
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


def bring(model: Any, name: str, rows: list[list[str]], user: Any) -> BroughtSheet:
    """Keeps a sheet for its preview; those that are too old go."""
    BroughtSheet.objects.filter(brought_at__lt=timezone.now() - KEPT).delete()
    return BroughtSheet.objects.create(kind=model._meta.label_lower, name=name[:200], rows=rows, user=user)
