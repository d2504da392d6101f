"""The admin's forms of every kind: none saves over what another curator saved meanwhile."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.models import BaseInlineFormSet
from django.utils.functional import cached_property

from collabfutures.curation.admin.autocompletes import KnownLabelsForm
from collabfutures.curation.support import supports

# So many lines of an inline stand on a form; the rest is had in the list that the form links to.
MOST_LINES = 25

UNSUPPORTED = "This record is public: leave it something public to rest on here, or withdraw it first."
UNSAID = "This record is public: leave it something to say, or withdraw it first."
WARNING = (
    "Somebody else has saved this record since you opened it. Nothing of yours was saved: your entries still stand "
    "below, and the other version is stored. Bring the two together here, then save again to put this version in "
    "place of the other."
)


class RecordAdminForm(KnownLabelsForm):
    """Carries the record's token. A token that is no longer the record's means that somebody else has saved."""

    data: Any
    seen_token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored_token = self.instance.token if self.instance.pk else None
        self.initial.setdefault("seen_token", self.stored_token)

    def clean(self) -> dict[str, Any]:
        cleaned: Any = super().clean()
        if self.stored_token and cleaned.get("seen_token") != self.stored_token:
            # Whoever has read the warning may save again and so put this version in place of the other.
            self.data = self.data.copy()
            self.data[self.add_prefix("seen_token")] = str(self.stored_token)
            raise ValidationError([WARNING, *self._differences()], code="conflict")
        if self.instance.is_public:
            self._check_still_public(cleaned)
        return cleaned

    def _check_still_public(self, cleaned):
        """A public record goes on resting on something public, and saying something."""
        for name in supports(type(self.instance)):
            excuse = self.instance.excuses.get(name, "")
            touched = name in cleaned and {name, excuse} & {*self.changed_data}
            if touched and not cleaned.get(excuse) and not any(end.is_public for end in _ends(cleaned[name])):
                self.add_error(name, UNSUPPORTED)
        said = {name: cleaned.get(name, getattr(self.instance, name)) for name in self.instance.said_in}
        emptied = [name for name in said if name in self.changed_data]
        if emptied and not any(said.values()):
            self.add_error(emptied[0], UNSAID)

    def _differences(self):
        """One line for each field that now stands otherwise than in this form, relations included."""
        stored = type(self.instance)._base_manager.get(pk=self.instance.pk)
        columns = {field.name for field in [*stored._meta.concrete_fields, *stored._meta.many_to_many]}
        for name in self.changed_data:
            if name in columns:
                yield f"{self.fields[name].label}: stored is now {_in_words(stored, name)}."


def _ends(chosen):
    """The records of a form's field, to one or to many."""
    return [] if chosen is None else [chosen] if isinstance(chosen, Model) else chosen


def _in_words(record, name):
    """The stored value of a field in words."""
    value = getattr(record, name)
    if record._meta.get_field(name).many_to_many:
        return ", ".join(f"“{row}”" for row in value.all()) or "nothing"
    return f"“{value}”" if value not in (None, "") else "nothing"


class MeanwhileFormSet(BaseInlineFormSet):
    """Lines below a record. A line that somebody has removed meanwhile stays removed instead of blocking the form."""

    model: Any
    data: Any

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        if self.is_bound and self.can_delete:
            self.data = self.data.copy()
            there = {str(line.pk) for line in self.get_queryset()}
            for number in range(min(self.initial_form_count(), self.absolute_max)):
                prefix = self.add_prefix(number)
                if self.data.get(f"{prefix}-{self.model._meta.pk.name}") not in there:
                    self.data[f"{prefix}-DELETE"] = "on"

    def _construct_form(self, i, **kwargs):
        """A new line knows the record that it belongs to, also while that is being saved for the first time."""
        form = super()._construct_form(i, **kwargs)
        if not form.instance.pk:
            setattr(form.instance, self.fk.name, self.instance)
        return form


class BoundedFormSet(MeanwhileFormSet):
    """The first lines only, as many as a form has room for: a record may have a thousand of them."""

    def get_queryset(self) -> Any:
        return self._lines[:MOST_LINES]

    @cached_property
    def _lines(self) -> list:
        """Those lines, and one more if there are more; each knows the record without asking for it."""
        found = list(super().get_queryset()[: MOST_LINES + 1])
        for line in found:
            setattr(line, self.fk.name, self.instance)
        return found

    @property
    def lines_left_out(self) -> int:
        if len(self._lines) <= MOST_LINES:
            return 0
        return self.model._base_manager.filter(**{self.fk.name: self.instance}).count() - MOST_LINES
