"""Somebody else saved while a form was open: what only one of the two changed is taken without a question."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms import CheckboxInput, ModelForm
from django.urls import reverse
from django.utils.html import format_html

from collabfutures.curation.desk.copies import at_desk
from collabfutures.curation.revisions.comparing import FieldChange, changes, label
from collabfutures.curation.revisions.content import plain
from collabfutures.curation.revisions.lines import line_relations
from collabfutures.curation.revisions.linked import many
from collabfutures.curation.revisions.revision import Revision
from collabfutures.curation.tidy import tidied


class Merge:
    """A bound form between the version that it was opened on, what is stored now, and what was typed.

    `taken` are the names of the fields that take what the other one saved; `both` those that both changed, and lines
    below the form that the other one changed. `opened_on` is None where no revision kept that version.
    """

    def __init__(self, form: ModelForm, opened_on: Any) -> None:
        self.form, self.model = form, type(form.instance)
        kept = Revision.objects.of(self.model, [form.instance.pk]).filter(content__isnull=False)
        self.opened_on = kept.filter(token=opened_on).first()
        self.base = (self.opened_on.content or {}) if self.opened_on else {}
        self.theirs = at_desk(form.instance)
        touched = [name for name in self._edited() if name in self.base and self.base[name] != self.theirs[name]]
        self.both = [name for name in touched if name not in form.fields or self._is_mine(name)]
        self.taken = [name for name in touched if name not in self.both]

    @property
    def in_lines(self) -> bool:
        """Whether the other one changed lines below the form, which still shows those from before."""
        return any(name not in self.form.fields for name in self.both)

    @property
    def is_complete(self) -> bool:
        """Whether nothing has to be asked: what somebody has published meanwhile is edited by nobody who knows not."""
        known = self.opened_on
        return known is not None and known.state == self.form.instance.state and not self.both

    def _edited(self):
        """The fields of the form, and what stands in lines below it; a form among others has none."""
        lines = [relation.get_accessor_name() for relation in line_relations(self.model)]
        below = [] if self.form.prefix else [*many(self.model), *lines]
        return [name for name in self.theirs if name in self.form.fields or name in below]

    def _is_mine(self, name):
        """Whether the form says something else than both what it was opened on and what is stored."""
        field, widget = self.form.fields[name], self.form.fields[name].widget
        typed = tidied(widget.value_from_datadict(self.form.data, self.form.files, self.form.add_prefix(name)))
        column: Any = self.model._meta.get_field(name)
        stored = (content[name] for content in (self.base, self.theirs))
        return all(
            field.has_changed(value if column.is_relation else column.to_python(value), typed) for value in stored
        )

    def take(self, data: Any) -> None:
        """Puts what the other one saved into posted data."""
        for name in self.taken:
            value, key = self.theirs[name], self.form.add_prefix(name)
            is_box = isinstance(self.form.fields[name].widget, CheckboxInput)
            if isinstance(value, list):
                data.setlist(key, [str(each) for each in value])
            elif value is None or (is_box and not value):
                data.pop(key, None)
            else:
                data[key] = "on" if is_box else str(value)

    def side_by_side(self) -> list[tuple[FieldChange, list[FieldChange]]]:
        """What the other one made of each field that both changed, and what was typed here; of lines theirs alone."""
        base = {name: self.base[name] for name in self.both}
        typed = {name: self._typed(name) for name in self.both if name in self.form.fields}
        mine = {change.name: change for change in changes(self.model, base, typed)}
        theirs = changes(self.model, base, {name: self.theirs[name] for name in self.both})
        return [(each, [mine[each.name]] if each.name in mine else []) for each in theirs]

    def _typed(self, name):
        """What the form says in a field, as content; what it was opened on where that cannot be read."""
        field, widget = self.form.fields[name], self.form.fields[name].widget
        try:
            value = field.clean(widget.value_from_datadict(self.form.data, self.form.files, self.form.add_prefix(name)))
        except ValidationError:
            return self.base[name]
        if isinstance(value, QuerySet):
            return sorted(value.values_list("pk", flat=True))
        return plain(value.pk if isinstance(value, Model) else value)

    def told(self) -> Iterable[str]:
        """What the curator is told beside the fields: what was taken, and where the other one's words are."""
        if self.taken:
            yield f"Taken over, since you left it as it was: {names(self.model, self.taken)}."
        if self.in_lines:
            yield "Open the record in another tab to see its lines, and enter there what you want to keep of yours."
        if self.opened_on and self.opened_on.state != self.form.instance.state:
            yield f"It is {self.form.instance.get_state_display().lower()} now."
        if self.opened_on and self.both:
            meta, query = self.model._meta, {"old": self.opened_on.pk}
            page = reverse(
                f"admin:{meta.app_label}_{meta.model_name}_compare", args=[self.form.instance.pk], query=query
            )
            yield format_html('<a href="{}" target="_blank">See word by word what they changed</a>', page)


def names(model: Any, fields: Iterable[str]) -> str:
    """What curators know some fields by."""
    return ", ".join(label(model, name) for name in fields)
