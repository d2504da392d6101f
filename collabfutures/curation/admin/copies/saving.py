"""Saving the form of a public record changes its working copy: readers go on seeing what was published."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest

from collabfutures.curation.admin.keeping import KeepingAdmin
from collabfutures.curation.desk.copies import save_copy
from collabfutures.curation.models import Record
from collabfutures.curation.publication import UNSEEN
from collabfutures.curation.revisions.acts import Act, By
from collabfutures.curation.revisions.content import Content, content_of
from collabfutures.curation.revisions.noting import keep, note
from collabfutures.curation.revisions.working_copy import BESIDE, copy_of

BESIDE_NOW = "Kept as a working copy. Readers go on seeing what was published, until this is published too."


def is_copied(record: Any) -> bool:
    """Whether saving the form of a record leaves the record as it is."""
    return bool(record.is_public or (record.published_at and copy_of(record)))


class CopyingAdmin(KeepingAdmin):
    """The form of a record that is public writes a working copy, and lets the record be."""

    def save_model(self, request: HttpRequest, obj: Record, form: Any, change: bool) -> None:
        """A note for curators alone is no change that readers are told of."""
        if change and is_copied(obj):
            self._save_beside(request, obj, BESIDE.intersection(form.changed_data))
            return
        if change:
            keep(self.model, [obj.pk])
        only_unseen = change and form.changed_data and UNSEEN.issuperset(form.changed_data)
        obj.save(update_fields=form.changed_data if only_unseen else None)

    def _save_beside(self, request, obj, names):
        """What no reader sees of a public record is the record's own, not the copy's."""
        if names:
            keep(self.model, [obj.pk])
            stored = self.model._base_manager.get(pk=obj.pk)
            for name in names:
                setattr(stored, name, getattr(obj, name))
            stored.save(update_fields=[*names])
            note(self.model, [obj.pk], Act.CHANGED, By.curator(request.user))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        if not (change and is_copied(form.instance)):
            super().save_related(request, form, formsets, change)
            return
        self._tell_merge(request, form)
        records = [formset for formset in formsets if issubclass(formset.model, Record)]
        said = self._said(request, form, [formset for formset in formsets if formset not in records])
        if save_copy(form.instance, said, By.curator(request.user)):
            self.message_user(request, BESIDE_NOW, messages.WARNING)
        for formset in records:
            self.save_formset(request, form, formset, change)

    def _said(self, request: HttpRequest, form: Any, lines: list[Any]) -> Content:
        """What the record would say if the form were saved: it is saved, read, and taken back."""
        place = transaction.savepoint()
        form.instance.save()
        form.save_m2m()
        for formset in lines:
            self.save_formset(request, form, formset, True)
        said = content_of(form.instance)
        transaction.savepoint_rollback(place)
        return said
