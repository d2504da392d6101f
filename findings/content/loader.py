"""Loads a series from the project's own TOML files: which record stands where in the file, and what it points at.

Records that point at each other are written twice: a source belongs to its series, and the series rests on sources.
What an entry points at and is not there yet is left out at first, and filled in when every file has been read. Whatever
is still missing then is a mistake in the files.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction

from collabfutures.curation.fields import lines
from collabfutures.curation.loading.writing import write
from collabfutures.curation.loading.written import Loader, Wanted, Written
from collabfutures.curation.models import Record, kinds
from collabfutures.curation.revisions.acts import By
from findings.models import Year

# A record that the GtR import brought, and that nobody has edited since, gives way to the curated one.
LOADER = Loader("load_series", outranks=("import_gtr",), may_blank=True)
SERIES = Path(__file__).parent / "collaborative_futures"
FILES = ("award", "sources", "vocabulary", "areas", "seminars", "learning", "findings", "impact", "answers")
# Fields besides the slug by which a record that an import brought is recognised.
KEYS = ("key", "award_reference", "gtr_project_id", "outcome_id")


def load(folder: Path = SERIES) -> Iterator[Written]:
    """Writes every entry of the files, in one transaction; yields a Written for each."""
    again, new = [], []
    with transaction.atomic():
        for model, entry in _entries(folder):
            written, is_whole = _load_entry(model, entry)
            yield written
            again += [] if is_whole else [(model, entry)]
            new += [written.record] if written.first_by_this_loader else []
        for model, entry in again:
            _, is_whole = _load_entry(model, entry)
            if not is_whole:
                raise ValueError(f"{model._meta.model_name} “{entry['slug']}” points at a record that no file has.")
        for record in new:
            record.refresh_from_db()
            if not record.is_public:
                record.publish(together=True, by=By(LOADER.name))


def _entries(folder):
    """(model, entry) of every record in the files, with the defaults of its kind."""
    models = {model._meta.model_name: model for model in kinds()}
    for name in FILES:
        content = tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
        defaults = content.pop("defaults", {})
        for kind, entries in content.items():
            yield from ((models[kind], defaults.get(kind, {}) | entry) for entry in entries)


def _load_entry(model, entry) -> tuple[Written, bool]:
    """What became of the record, and whether everything that the entry points at was there."""
    values, links, missing = {}, {}, []
    for name, value in entry.items():
        field = model._meta.get_field(name)
        if field.many_to_many:
            links[name] = [key for key in (_key(field.related_model, item) for item in value) if key]
            missing += [name] if len(links[name]) < len(value) else []
        elif field.is_relation:
            values[name] = field.related_model.objects.filter(slug=value).first()
            missing += [name] if value and values[name] is None else []
        else:
            values[name] = "\n".join(lines(value)) if isinstance(value, str) and "\n" in value else value
    record = _find(model, values) or model()
    values = _free_keys(model, values, record)
    written = write(Wanted(record, values, links), LOADER)
    return written, not missing


def _free_keys(model, values, record):
    """The values without a key that another record holds already, such as a draft of an earlier import."""
    names = {field.name for field in model._meta.concrete_fields}
    keys = [name for name in KEYS if name in names and values.get(name)]
    taken = [name for name in keys if model.objects.filter(**{name: values[name]}).exclude(pk=record.pk).exists()]
    return {name: value for name, value in values.items() if name not in taken}


def _find(model, values):
    """The record with this slug, or one that an import brought for the same award or outcome."""
    names = {field.name for field in model._meta.concrete_fields}
    for name in ("slug", *KEYS):
        if name in names and values.get(name):
            found = model.objects.filter(**{name: values[name]}).first()
            if found:
                return found
    return None


def _key(model, item):
    """The primary key of a related row, or None while it is not there. A record is named by its slug, a year itself."""
    if issubclass(model, Record):
        return model.objects.filter(slug=item).values_list("pk", flat=True).first()
    return Year.objects.get_or_create(pk=item)[0].pk
