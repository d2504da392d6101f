"""What a record said after each act on it, who did it, when and why: nothing that was saved at the desk is lost."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Max

from collabfutures.curation.fields import known_choice
from collabfutures.curation.publication import State
from collabfutures.curation.revisions.acts import LONGEST_NAME, Act
from collabfutures.curation.revisions.content import Content, content_of


class RevisionQuerySet(models.QuerySet["Revision"]):
    def of(self, model: Any, keys: Iterable[int]) -> "RevisionQuerySet":
        return self.filter(kind=model._meta.label_lower, object_id__in=keys)

    def told(self, record: Any) -> "RevisionQuerySet":
        """The publications of a record of which readers are told what changed, the last one first."""
        return self.of(type(record), [record.pk]).filter(act=Act.PUBLISHED, is_told=True)

    def newest(self, model: Any, keys: Iterable[int]) -> dict[int, "Revision"]:
        """{key: the newest revision that kept what that record said} of those that have one."""
        kept = self.of(model, keys).filter(content__isnull=False, is_copy=False).order_by()
        last = kept.values("object_id").annotate(last=Max("pk")).values("last")
        return {each.object_id: each for each in self.filter(pk__in=last)}


class Revision(models.Model):
    """One act on one record, and what the record said after it.

    `content` is empty where thousands were published together: it is what was kept of each before. Revisions of one act
    share its `batch`. `token` is the record's after the act: a form that was opened on it was opened on this version.
    `ties` are what deleting took from other records: {“app.model.relation”: keys}. Those of a working copy, `is_copy`,
    keep what the copy says, and its token. `reason` is the note to an act: of a publication `is_told` says whether
    readers see it, of a return `about` names the field that it is about.
    """

    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    title = models.CharField(max_length=300)
    act = models.CharField(max_length=10, choices=Act)
    state = models.CharField(max_length=10, choices=State)
    token = models.UUIDField()
    content = models.JSONField(null=True)
    ties = models.JSONField(default=dict)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # Kept where the account is not.
    by = models.CharField(max_length=LONGEST_NAME, blank=True)
    reason = models.TextField(blank=True)
    is_told = models.BooleanField(default=False)
    about = models.CharField(max_length=60, blank=True)
    # Whom a review was asked of, where it was asked of somebody.
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    is_copy = models.BooleanField(default=False)
    batch = models.UUIDField(default=uuid.uuid4)
    moment = models.DateTimeField(auto_now_add=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        app_label = "curation"
        verbose_name, verbose_name_plural = "act", "what was done lately"
        ordering = ["-pk"]
        constraints = [known_choice("act", Act), known_choice("state", State)]
        indexes = [
            models.Index(fields=["kind", "object_id", "-id"], name="curation_revision_record"),
            models.Index(fields=["kind", "act", "-id"], name="curation_revision_act"),
            models.Index(fields=["batch"], name="curation_revision_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.get_act_display()}"

    def said(self, record: Any = None) -> Content:
        """What the record said after the act, or what it says now where no revision kept that."""
        if self.content is not None:
            return self.content
        # An act without content changed none: it is what an act before it kept, unless something else was found later.
        same = Revision.objects.filter(kind=self.kind, object_id=self.object_id)
        others = same.filter(content__isnull=False, is_copy=False)
        before, after = others.filter(pk__lt=self.pk).first(), others.filter(pk__gt=self.pk).last()
        found = after if after and (after.act == Act.FOUND or not before) else before
        return found.content if found and found.content else content_of(record)
