"""Somebody else saved while a form was open: what only one of the two changed is taken without a question."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms import CheckboxInput, ModelForm
from django.urls import reverse
from django.utils.html import format_html

from collabfutures.curation.admin.posted_lines import changed_lines
from collabfutures.curation.desk.copies import at_desk
from collabfutures.curation.revisions.comparing import FieldChange, changes, label
from collabfutures.curation.revisions.content import plain
from collabfutures.curation.revisions.revision import Revision
from collabfutures.curation.tidy import tidied


class Merge:
    """A bound form between the version that it was opened on, what is stored now, and what was typed.

    `taken` are the names of the fields and lines that take what the other one saved, `both` those that both changed.
    `opened_on` is None where no revision kept that version.
    """

    def __init__(self, form: ModelForm, opened_on: Any) -> None:
        self.form, self.model = form, type(form.instance)
        self.opened_on = version_of(form.instance, opened_on)
        self.base = (self.opened_on.content or {}) if self.opened_on else {}
        self.theirs = at_desk(form.instance)
        lines = changed_lines(form.instance, self.base, self.theirs, form.data)
        self.lines = {name: lines[name] for name in lines if name not in form.fields and not form.prefix}
        fields = [name for name in self.theirs if name in form.fields and name in self.base]
        touched = [name for name in fields if self.base[name] != self.theirs[name]]
        self.both = [name for name in touched if self._is_mine(name)]
        self.both += [name for name, each in self.lines.items() if not each.is_readable or each.clash]
        self.taken = [name for name in [*touched, *self.lines] if name not in self.both]

    @property
    def in_lines(self) -> bool:
        """Whether the other one changed lines below the form that cannot be brought together with what was typed."""
        return any(not each.is_readable for each in self.lines.values())

    @property
    def is_complete(self) -> bool:
        """Whether nothing has to be asked: what somebody has published meanwhile is edited by nobody who knows not."""
        known = self.opened_on
        return known is not None and known.state == self.form.instance.state and not self.both

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
            if name in self.lines:
                continue
            value, key = self.theirs[name], self.form.add_prefix(name)
            is_box = isinstance(self.form.fields[name].widget, CheckboxInput)
            if isinstance(value, list):
                data.setlist(key, [str(each) for each in value])
            elif value is None or (is_box and not value):
                data.pop(key, None)
            else:
                data[key] = "on" if is_box else str(value)

    def side_by_side(self) -> list[tuple[FieldChange, list[FieldChange]]]:
        """What the other one made of each field or lines that both changed, and what was typed here."""
        base = {name: self.base[name] for name in self.both}
        typed = {name: self._typed(name) for name in self.both if name in self.form.fields}
        typed |= {name: each.typed for name, each in self.lines.items() if each.is_readable and name in self.both}
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


def version_of(record: Any, token: Any) -> Revision | None:
    """The version of a record that a form with this token was opened on, if a revision kept it."""
    kept = Revision.objects.of(type(record), [record.pk]).filter(content__isnull=False)
    return kept.filter(token=token).first() if token else None


def lines_together(record: Any, row: Any, data: Any) -> Any:
    """What was posted, with the lines of one inline as both have them where somebody else has saved meanwhile."""
    seen = as_token(data.get("seen_token", ""))
    opened_on = version_of(record, seen) if seen != record.token else None
    lines = changed_lines(record, opened_on.content or {}, at_desk(record), data) if opened_on else {}
    for each in lines.values():
        if each.inline.rows is row and each.is_sent and each.is_readable:
            return each.sent_on()
    return data


def as_token(text: str) -> UUID | None:
    """The token that a form was sent with, or None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def names(model: Any, fields: Iterable[str]) -> str:
    """What curators know some fields by."""
    return ", ".join(label(model, name) for name in fields)
