"""What a public record is to say next: it is worked on beside the record, and no reader sees it."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models

from collabfutures.curation.publication import UNFINISHED, State
from collabfutures.curation.revisions.acts import LONGEST_NAME
from collabfutures.curation.revisions.content import Content, content_of
from collabfutures.curation.revisions.merged import merged

# No reader sees these while a record is public: they are written to the record itself, never to a copy.
BESIDE = frozenset(("curator_note", "withdrawn_reason", "look_again"))


def copied(content: Content) -> Content:
    """The part of a content that a working copy holds."""
    return {name: value for name, value in content.items() if name not in BESIDE}


class WorkingCopy(models.Model):
    """What one public record is to say next. `base` is what it said when the copy was begun.

    `token` renews with each save, as a record's does: a form, and an approval, are of one version of the copy.
    """

    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    title = models.CharField(max_length=300)
    base = models.JSONField()
    content = models.JSONField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    token = models.UUIDField(default=uuid.uuid4)
    # Whose it is: who saved it last.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by = models.CharField(max_length=LONGEST_NAME, blank=True)
    # Whether a program made it, and nobody has saved it since.
    is_brought = models.BooleanField(default=False)
    begun_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "curation"
        verbose_name_plural = "working copies"
        default_permissions = ()
        ordering = ["saved_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="curation_one_copy_of_a_record"),
            models.CheckConstraint(
                condition=models.Q(state__in=UNFINISHED), name="curation_workingcopy_state_unfinished"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def says(self, record: Any) -> Content:
        """What the record would say: what the copy changed, and the rest as the record has it now."""
        return merged(type(record), self.base, self.content, content_of(record))


def copy_of(record: Any, is_locked: bool = False) -> WorkingCopy | None:
    """The working copy of a record, if there is one; `is_locked` until the transaction ends."""
    found = WorkingCopy.objects.filter(kind=record._meta.label_lower, object_id=record.pk)
    return (found.select_for_update() if is_locked else found).first()


def copied_keys(model: Any, keys: Any) -> set[int]:
    """Those of the records that have a working copy."""
    found = WorkingCopy.objects.filter(kind=model._meta.label_lower, object_id__in=keys)
    return set(found.values_list("object_id", flat=True))
