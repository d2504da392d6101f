"""The dump as CSV: the sheets of the API, with a description of their columns as a Frictionless data package."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.db.models import BooleanField, DateField, DateTimeField, FloatField, IntegerField
from django.http import QueryDict

from collabfutures.curation import registry
from collabfutures.curation.dump.archive import Archive
from collabfutures.curation.formats.exports import batches
from collabfutures.curation.formats.records import encoded
from collabfutures.curation.formats.sheets import CsvRenderer
from collabfutures.curation.relations import is_kind

DESCRIPTION = "datapackage.json"
TYPES = {BooleanField: "boolean", IntegerField: "integer", FloatField: "number"}


@dataclass
class AsIfAsked:
    """What the sheets ask of a request: the site, and no parameters."""

    site: str
    query_params: QueryDict = field(default_factory=QueryDict)

    def build_absolute_uri(self, path: str) -> str:
        return f"{self.site}{path}"


def write_csv(path: Path, site: str) -> None:
    with Archive(path) as archive:
        archive.add(DESCRIPTION, [orjson.dumps(package(), option=orjson.OPT_INDENT_2)])
        for kind in registry.kinds():
            archive.add(f"{kind.viewset.route}.csv", _sheet(kind, AsIfAsked(site)))


def _sheet(kind: registry.Kind, request: AsIfAsked) -> Iterator[bytes]:
    found = batches(kind.model.objects.published(), kind.serializer_class)
    return map(encoded, CsvRenderer().pieces(found, kind.serializer_class, request))


def package() -> dict[str, Any]:
    """The description: each sheet, its columns with their types, and which columns are slugs of another sheet."""
    return {
        "name": "records",
        "title": settings.SITE_NAME,
        "licenses": [{"name": "OGL-UK-3.0", "path": settings.CONTENT_LICENCE}],
        "resources": [_resource(kind) for kind in registry.kinds()],
    }


def _resource(kind: registry.Kind) -> dict[str, Any]:
    names = list(kind.serializer_class.Meta.fields)
    fields = {each.name: each for each in kind.model._meta.concrete_fields}
    single = [name for name in names if name in fields and is_kind(fields[name].related_model)]
    return {
        "name": kind.viewset.route,
        "path": f"{kind.viewset.route}.csv",
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "schema": {
            "fields": [{"name": name, "type": _type(fields.get(name))} for name in names],
            "primaryKey": "slug",
            "missingValues": [""],
            "foreignKeys": [_key(name, fields[name].related_model, kind) for name in single],
        },
    }


def _key(name, target, kind):
    route = registry.kind_of(target).viewset.route
    return {"fields": name, "reference": {"resource": "" if target is kind.model else route, "fields": "slug"}}


def _type(column):
    """A part of a date is a text; so is whatever the serializer makes of several columns."""
    if isinstance(column, DateTimeField):
        return "datetime"
    if isinstance(column, DateField):
        return "date"
    return next((name for sort, name in TYPES.items() if isinstance(column, sort)), "string")
