"""The lines below a record's form: bounded, as an earlier version has them, and as others left them meanwhile."""

from typing import Any

from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet
from django.utils.functional import cached_property

from collabfutures.curation.admin.version_lines import Lines
from collabfutures.curation.revisions.content import plain

# So many lines of an inline stand on a form; the rest is had in the list that the form links to.
MOST_LINES = 25
# So many are looked through for those that a version has otherwise.
ALL_LINES = 2_000


class MeanwhileFormSet(BaseInlineFormSet):
    """Lines below a record. A line that somebody has removed meanwhile stays removed instead of blocking the form."""

    model: Any
    data: Any

    def __init__(self, data: Any = None, *args: Any, said: Lines | None = None, **kwargs: Any) -> None:
        """`said` are the lines of an earlier version, to be shown in place of those that are stored."""
        self.said = said.by_key() if said else None
        if said and self.said is not None:
            rows = self.model._base_manager.filter(**{self.fk.name: kwargs["instance"]})
            there = {*rows.values_list(*said.key)}
            kwargs["initial"] = [line for key, line in self.said.items() if key not in there]
            self.extra, self.told_by = len(kwargs["initial"]), said.key
        super().__init__(data, *args, **kwargs)
        if self.is_bound and self.can_delete:
            self.data = self.data.copy()
            there = {str(line.pk) for line in self.get_queryset()}
            for number in range(min(self.initial_form_count(), self.absolute_max)):
                prefix = self.add_prefix(number)
                if self.data.get(f"{prefix}-{self.model._meta.pk.name}") not in there:
                    self.data[f"{prefix}-DELETE"] = "on"

    def add_fields(self, form: Any, index: int | None) -> None:
        """Each control of a line is called by its column and its line: the column's heading is not tied to it."""
        super().add_fields(form, index)
        line = "new line" if index is None else f"line {index + 1}"
        for name, field in form.fields.items():
            if not field.widget.is_hidden:
                widget = getattr(field.widget, "widget", field.widget)
                widget.attrs.setdefault("aria-label", f"{field.label or name}, {line}")

    def _construct_form(self, i, **kwargs):
        """A new line knows the record that it belongs to, also while that is being saved for the first time."""
        form = super()._construct_form(i, **kwargs)
        if not form.instance.pk:
            setattr(form.instance, self.fk.name, self.instance)
        elif self.said is not None:
            key = tuple(form.initial[name] for name in self.told_by)
            form.initial |= self.said.get(key, {DELETION_FIELD_NAME: True})
        return form


class BoundedFormSet(MeanwhileFormSet):
    """The first lines only, as many as a form has room for: a record may have a thousand of them."""

    def get_queryset(self) -> Any:
        return self._lines[:MOST_LINES]

    @cached_property
    def _lines(self) -> list:
        """Those lines, and one more if there are more; each knows the record without asking for it.

        A form that was sent has the lines that it was opened with. Those that a version has otherwise come first.
        """
        lines = super().get_queryset()
        if self.is_bound:
            found = list(lines.filter(pk__in=self._sent())[: MOST_LINES + 1])
        elif self.said is not None:
            found = sorted(lines[:ALL_LINES], key=self._is_as_said)[: MOST_LINES + 1]
        else:
            found = list(lines[: MOST_LINES + 1])
        for line in found:
            setattr(line, self.fk.name, self.instance)
        return found

    def _sent(self):
        """The keys of the lines that a form was sent with."""
        name = self.model._meta.pk.name
        keys = (self.data.get(f"{self.prefix}-{number}-{name}") for number in range(MOST_LINES + 1))
        return [key for key in keys if key and key.isdigit()]

    def _is_as_said(self, line):
        key = tuple(getattr(line, self.model._meta.get_field(name).attname) for name in self.told_by)
        said, fields = self.said.get(key), {field.name: field.attname for field in self.model._meta.concrete_fields}
        same = (plain(getattr(line, fields[name])) == value for name, value in (said or {}).items() if name in fields)
        return said is not None and all(same)

    @property
    def lines_left_out(self) -> int:
        if len(self._lines) <= MOST_LINES:
            return 0
        return super().get_queryset().count() - MOST_LINES
