"""The admin's forms of every kind: none saves over what another curator saved meanwhile."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model

from collabfutures.curation.admin.autocompletes import KnownLabelsForm
from collabfutures.curation.admin.merging import Merge, as_token
from collabfutures.curation.admin.versions import show
from collabfutures.curation.revisions.comparing import label
from collabfutures.curation.support import supports

UNSUPPORTED = "This record is public: leave it something public to rest on here, or withdraw it first."
UNSAID = "This record is public: leave it something to say, or withdraw it first."
PUBLIC_BY_NOW = "It is public by now: change it on its own page, where a working copy is kept of it."
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
        self.merge = self._merged()
        # (what the other one made of a field, what was typed) of what both changed, once the form is refused for it.
        self.conflicts: list[Any] = []

    def _merged(self):
        """What the other one saved is put into the form, where somebody else has saved; None where nobody has."""
        name = self.add_prefix("seen_token")
        seen = self.data.get(name, "") if self.is_bound and self.stored_token else str(self.stored_token)
        if seen == str(self.stored_token):
            return None
        merge = Merge(self, as_token(seen))
        self.data = self.data.copy()
        merge.take(self.data)
        if merge.is_complete:
            self.data[name] = str(self.stored_token)
        return merge

    def clean(self) -> dict[str, Any]:
        cleaned: Any = super().clean()
        if self.stored_token and cleaned.get("seen_token") != self.stored_token:
            # Whoever has read the warning may save again and so put this version in place of the other; but not lines
            # of which the form shows only what they were.
            if not (self.merge and self.merge.in_lines):
                self.data = self.data.copy()
                self.data[self.add_prefix("seen_token")] = str(self.stored_token)
            told = self.merge.told() if self.merge else ()
            self.conflicts = self.merge.side_by_side() if self.merge and self.merge.opened_on else []
            raise ValidationError([WARNING, *self._differences(), *told], code="conflict")
        if self.instance.is_public and self.prefix and self.has_changed():
            raise ValidationError(PUBLIC_BY_NOW)
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
        """One line for each field that both changed, or that stands otherwise where the first version is not known."""
        stored = type(self.instance)._base_manager.get(pk=self.instance.pk)
        stored = show(stored, self.merge.theirs) if self.merge else stored
        columns = {field.name for field in [*stored._meta.concrete_fields, *stored._meta.many_to_many]}
        known = self.merge and self.merge.opened_on
        for name in self.merge.both if known else self.changed_data:
            if name in columns and name in self.fields:
                yield f"{self.fields[name].label}: stored is now {_in_words(stored, name)}."
            elif known:
                readable = self.merge.lines[name].is_readable
                told = "both of you changed one; here stands yours, with theirs of all others"
                unread = "they changed these lines, and here stand those from before"
                yield f"{label(type(stored), name)}: {told if readable else unread}."


def _ends(chosen):
    """The records of a form's field, to one or to many."""
    return [] if chosen is None else [chosen] if isinstance(chosen, Model) else chosen


def _in_words(record, name):
    """The stored value of a field in words."""
    value = getattr(record, name)
    if record._meta.get_field(name).many_to_many:
        return ", ".join(f"“{row}”" for row in value.all()) or "nothing"
    return f"“{value}”" if value not in (None, "") else "nothing"
