"""Working copies name records by their keys: where one record takes another's place, they name that one."""

from typing import Any

from django.apps import apps

from collabfutures.curation.revisions.lines import line_fields, line_relations
from collabfutures.curation.revisions.working_copy import WorkingCopy


def rename_in_copies(model: Any, lost: int, kept: int) -> None:
    """Working copies that name the one name the other."""
    for copy in WorkingCopy.objects.select_for_update():
        kind = apps.get_model(copy.kind)
        relations = [field for field in kind._meta.get_fields() if field.is_relation and field.related_model is model]
        names = {field.name for field in relations if not field.auto_created}
        lines = {each.get_accessor_name(): _ends(each, model) for each in line_relations(kind)}
        before = [copy.base, copy.content]
        copy.base, copy.content = (_renamed(content, names, lines, lost, kept) for content in before)
        if [copy.base, copy.content] != before:
            copy.save()


def _ends(relation, model):
    return {field.name for field in line_fields(relation) if field.related_model is model}


def _renamed(content, names, lines, lost, kept):
    found = dict(content)
    for name in names & content.keys():
        value = content[name]
        found[name] = sorted({kept if each == lost else each for each in value}) if isinstance(value, list) else value
        found[name] = kept if value == lost else found[name]
    for name in lines.keys() & content.keys():
        ends = lines[name]
        found[name] = [line | {end: kept for end in ends if line.get(end) == lost} for line in content[name]]
    return found
