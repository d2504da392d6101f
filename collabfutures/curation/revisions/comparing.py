"""What is the difference between two contents of a record? Field by field, in the order of the model."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextField

from collabfutures.curation.revisions.content import Content, columns
from collabfutures.curation.revisions.lines import line_relations
from collabfutures.curation.revisions.linked import many
from collabfutures.curation.revisions.titles import Titles
from collabfutures.curation.revisions.words import words_compared

# From so many characters on a value is a text, of which the words are compared.
LONG = 40


@dataclass
class FieldChange:
    """One field that says something else. `pieces` are those of a text, else `gone` and `new` are its values."""

    name: str
    label: str
    pieces: list[tuple[str, str]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)


def changed_names(before: Content, after: Content) -> list[str]:
    """The fields that differ; one that only one of the two has is no difference: the model has changed since."""
    return [name for name in after if name in before and before[name] != after[name]]


def changes(model: Any, before: Content, after: Content) -> list[FieldChange]:
    """Every field that differs, in words."""
    names = {*changed_names(before, after)}
    titles = Titles(model, [before, after], names)
    found = [each for each in _columns(model, before, after, titles) if each.name in names]
    found += [_of_keys(model, name, before, after, titles) for name in many(model) if name in names]
    lines = {relation.get_accessor_name(): relation for relation in line_relations(model)}
    return found + [_of_lines(lines[name], before[name], after[name], titles) for name in lines if name in names]


def label(model: Any, name: str) -> str:
    """What curators know a field by."""
    lines = {relation.get_accessor_name(): relation.related_model for relation in line_relations(model)}
    found = lines[name]._meta.verbose_name_plural if name in lines else model._meta.get_field(name).verbose_name
    return str(found)[:1].upper() + str(found)[1:]


def _columns(model: Any, before: Content, after: Content, titles: Titles) -> Iterator[FieldChange]:
    for each in columns(model):
        values = [_in_words(each, content.get(each.name), titles) for content in (before, after)]
        is_text = isinstance(each, TextField) or max(map(len, values)) > LONG
        if is_text and not each.is_relation:
            yield FieldChange(each.name, label(model, each.name), list(words_compared(*values)))
        else:
            gone, new = ([value] if value else [] for value in values)
            yield FieldChange(each.name, label(model, each.name), [], gone, new)


def _of_keys(model, name, before, after, titles):
    kind = model._meta.get_field(name).related_model
    gone, new = ([titles.of(kind, key) for key in _without(*pair)] for pair in _both_ways(before[name], after[name]))
    return FieldChange(name, label(model, name), [], sorted(gone), sorted(new))


def _of_lines(relation, before, after, titles):
    gone, new = ([_line(relation, line, titles) for line in _without(*pair)] for pair in _both_ways(before, after))
    row = relation.related_model
    return FieldChange(relation.get_accessor_name(), str(row._meta.verbose_name_plural).capitalize(), [], gone, new)


def _line(relation, line, titles):
    fields = {each.name: each for each in relation.related_model._meta.concrete_fields}
    return "; ".join(
        text for name, value in line.items() if name in fields and (text := _in_words(fields[name], value, titles))
    )


def _in_words(column, value, titles):
    if value is None or value == "":
        return ""
    if column.is_relation:
        return titles.of(column.related_model, value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(dict(column.flatchoices).get(value, value))


def _both_ways(before, after):
    return (before, after), (after, before)


def _without(some, others):
    return [each for each in some if each not in others]
