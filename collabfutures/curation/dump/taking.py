"""Takes a dump into an empty site, so that every public byte is as it was: records, addresses, log and version."""

import uuid
import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import connection, transaction

from collabfutures.curation import registry
from collabfutures.curation.addresses import FormerAddress, MergedRecord
from collabfutures.curation.changes import Change
from collabfutures.curation.dump.archive import lines_of
from collabfutures.curation.dump.beside import ADDRESSES, LOG, MERGED, NOTES
from collabfutures.curation.dump.json_lines import VERSION, file_name
from collabfutures.curation.dump.records import Keys, RecordTaker
from collabfutures.curation.models import Revision
from collabfutures.curation.publication import State
from collabfutures.curation.revisions.acts import Act
from collabfutures.curation.versions import ContentVersion

BY = "load_dump"


def take(path: Path) -> int:
    """How many records were taken. Raises ValidationError where the site is not empty; then nothing is written."""
    with zipfile.ZipFile(path) as archive, transaction.atomic():
        refuse_what_is_there()
        keys = {
            kind.model: {row["slug"]: row["id"] for row in lines_of(archive, file_name(kind))}
            for kind in registry.kinds()
        }
        number = 0
        for kind in registry.kinds():
            taker = RecordTaker(kind.model, keys)
            number += taker.take(lines_of(archive, file_name(kind)))
        _take_notes(lines_of(archive, f"{NOTES}.jsonl"), keys)
        _take_log(archive)
        _go_on_counting()
    return number


def refuse_what_is_there() -> None:
    """A site with records, or with a log of some that were there, has a history of its own."""
    there = [kind.model for kind in registry.kinds() if kind.model._base_manager.exists()]
    if there or Change.objects.exists():
        found = str(there[0]._meta.verbose_name_plural) if there else "changes"
        raise ValidationError(
            f"This site has {found} already: a dump is taken into an empty site. Nothing was written."
        )


def _take_notes(rows: Iterable[dict], keys: Keys) -> None:
    models = {model._meta.label_lower: model for model in keys}
    for row in rows:
        model = models[row["kind"]]
        record = model._base_manager.get(pk=keys[model][row["slug"]])
        shared: dict[str, Any] = {"title": record.title, "token": record.token, "state": State.PUBLISHED}
        note = Revision(kind=row["kind"], object_id=record.pk, act=Act.PUBLISHED, is_told=True, by=BY, **shared)
        note.reason, note.moment = row["note"], datetime.fromisoformat(row["moment"])
        # Raw: the moment is the one of then.
        note.save_base(raw=True, force_insert=True)


def _take_log(archive: zipfile.ZipFile) -> None:
    """In the place of what the triggers have noted of the taking."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    models: dict[str, Any] = {ADDRESSES: FormerAddress, MERGED: MergedRecord, LOG: Change}
    for name, model in models.items():
        model._base_manager.all().delete()
        fields = {field.name: field for field in model._meta.concrete_fields}
        rows = (
            model(**{name: fields[name].to_python(value) for name, value in row.items()})
            for row in lines_of(archive, f"{name}.jsonl")
        )
        model._base_manager.bulk_create(rows, batch_size=1_000)
    (version,) = lines_of(archive, f"{VERSION}.jsonl")
    ContentVersion.objects.update_or_create(
        pk=1, defaults={"number": version["version"], "epoch": uuid.UUID(version["epoch"])}
    )


def _go_on_counting() -> None:
    """The keys of the records are those of the dump: the next record gets one behind them."""
    models = [kind.model for kind in registry.kinds()]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
