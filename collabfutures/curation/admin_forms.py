"""The admin's form of every kind: it refuses a save that would overwrite what another curator saved meanwhile."""

from django import forms
from django.core.exceptions import ValidationError

from collabfutures.curation.models import Record

WARNING = (
    "Somebody else has saved this record since you opened it. Nothing of yours was saved, and nothing is lost: your "
    "entries still stand below. Bring the two together here, then save again to put this version in place of the other."
)


class RecordForm(forms.ModelForm):
    """Carries the record's token. A token that is no longer the record's means that somebody else has saved."""

    seen_token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.stored_token = self.instance.token if self.instance.pk else None
        self.initial.setdefault("seen_token", self.stored_token)

    def clean(self):
        cleaned = super().clean()
        if self.stored_token and cleaned.get("seen_token") != self.stored_token:
            # Whoever has read the warning may save again and so put this version in place of the other.
            self.data = self.data.copy()
            self.data[self.add_prefix("seen_token")] = str(self.stored_token)
            raise ValidationError(self._conflict(), code="conflict")
        return cleaned

    def _conflict(self):
        """Names the fields that stand differently now, with the stored text, so that nothing is lost either way."""
        stored = type(self.instance).objects.get(pk=self.instance.pk)
        own = [name for name in self.changed_data if name in self.cleaned_data and _is_text(stored, name)]
        lines = [f"{self.fields[name].label}: the stored text is now “{getattr(stored, name)}”." for name in own]
        return [WARNING, *lines]


def _is_text(record: Record, name):
    return name in {field.name for field in record._meta.concrete_fields}
