"""The public page of a record as it would be: of a draft, or of a working copy. Nothing is written for it."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from collabfutures.curation import registry
from collabfutures.curation.admin.autocompletes import fill
from collabfutures.curation.admin.record_pages import RecordPages
from collabfutures.curation.desk.copies import at_desk
from collabfutures.curation.revisions.content import Content
from collabfutures.curation.revisions.lines import line_relations
from collabfutures.curation.revisions.linked import many


class PreviewPages(RecordPages):
    """One page below that of a record, for those who may see the record."""

    def get_urls(self) -> list[Any]:
        preview: Any = self.admin_site.admin_view(require_safe(self.preview))
        return [path("<int:pk>/preview/", preview, name=self.page_name("preview")), *super().get_urls()]

    def preview_url(self, record: Any) -> str:
        return self.page_address("preview", record.pk)

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The public page of a record in any state, and of its working copy where it has one."""
        record = self.visible_record(request, str(pk))
        content = at_desk(record)
        fill_lines(record, content)
        record.links.told |= told_links(type(record), content)
        try:
            return registry.kind_of(self.model).detail_view().page(request, record, preview=True)
        except ObjectDoesNotExist as error:
            raise Http404("It belongs to a record that is gone: choose another one in its form.") from error


def fill_lines(record: Any, content: Content) -> None:
    """Has the record hold the lines that its working copy says, without a query."""
    for relation in line_relations(type(record)):
        row, name = relation.related_model, relation.get_accessor_name()
        names = {field.name: field for field in row._meta.concrete_fields}
        values = [
            {names[name].attname: names[name].to_python(value) for name, value in line.items() if name in names}
            for line in content.get(name, ())
        ]
        fill(record, name, [row(**{relation.field.attname: record.pk}, **line) for line in values])


def told_links(model: Any, content: Content) -> dict[str, list[int]]:
    """{relation to many: the keys that a content ties the record to}, directly or by lines."""
    told = {name: content[name] for name in many(model) if name in content}
    lines = {relation.related_model: relation.get_accessor_name() for relation in line_relations(model)}
    for field in model._meta.local_many_to_many:
        name = lines.get(field.remote_field.through)
        if name in content:
            told[field.name] = [line[field.m2m_reverse_field_name()] for line in content[name]]
    return told
