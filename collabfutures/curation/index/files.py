"""Keeps the read index of a large kind in a file, so that a process that starts need not read the tables.

A file belongs to one epoch of one database and to one set of filters and orders; it is followed by the log of changes
from the number at which it was written. It holds numbers and JSON and nothing that could be run.
"""

import hashlib
import logging
import os
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import orjson
from django.conf import settings
from django.db import connection
from pyroaring import BitMap

from collabfutures import __version__
from collabfutures.curation.index.documents import Documents
from collabfutures.curation.index.kind_index import KindIndex
from collabfutures.curation.index.labels import Label
from collabfutures.curation.index.options import Options
from collabfutures.curation.index.orders import Order
from collabfutures.curation.index.rows import Rows

log = logging.getLogger(__name__)


def save(rows: Rows, index: KindIndex) -> None:
    """Writes the file beside the one that is there and puts it in its place; says in the log if that fails."""
    if not settings.INDEX_FOLDER:
        return
    path = _path(rows, index.epoch)
    new = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with new.open("wb") as file:
            np.savez(file, **_packed(index))
        new.replace(path)
        for old in path.parent.glob(f"{_kind(rows)}-*.npz"):
            if old != path:
                old.unlink(missing_ok=True)
    except OSError as error:
        log.warning("The read index of %s was not written to %s: %s", _kind(rows), path, error)


def load(rows: Rows, epoch: str) -> KindIndex | None:
    """The index as it was written last, or None without a file that could be read and fits."""
    if not settings.INDEX_FOLDER:
        return None
    try:
        with np.load(_path(rows, epoch), allow_pickle=False) as packed:
            return _unpacked(packed, epoch)
    except FileNotFoundError:
        return None
    except (OSError, EOFError, BadZipFile, ValueError, KeyError) as error:
        log.warning("The read index of %s is read anew: %s", _kind(rows), error)
        return None


def _kind(rows):
    return rows.model._meta.model_name


def belongs_to(rows: Rows, epoch: str) -> str:
    """What a file is of, in words that are the same in every process: no object may be told by its place in memory."""
    filters = {name: (type(item).__name__, item.field_name) for name, item in rows.filters.items()}
    database = {name: connection.settings_dict[name] for name in ("HOST", "PORT", "NAME")}
    # As SQL: expressions are told by their place in memory where they have no words of their own.
    keys = rows.model._base_manager.values("pk")
    orders = {word: str(keys.order_by(*columns).query) for word, columns in rows.orders().items()}
    return repr((__version__, epoch, filters, orders, sorted(database.items())))


def _path(rows: Rows, epoch: str) -> Path:
    checksum = hashlib.sha256(belongs_to(rows, epoch).encode()).hexdigest()[:32]
    return Path(settings.INDEX_FOLDER) / f"{_kind(rows)}-{checksum}.npz"


def _packed(index: KindIndex) -> dict[str, Any]:
    found: dict[str, Any] = {f"order {word}": order.keys for word, order in index.orders.items()}
    head: dict[str, Any] = {"number": index.number, "orders": [*index.orders], "options": {}}
    for name, options in index.options.items():
        bitmaps = {key: bitmap.serialize() for key, bitmap in options.bitmaps.items()}
        found[f"bitmaps {name}"] = _bytes(b"".join(bitmaps.values()))
        sizes = [(key, len(packed)) for key, packed in bitmaps.items()]
        head["options"][name] = [sizes, _pairs(options.labels), _pairs(options.listed), options.are_too_many]
    return found | {"public": _bytes(index.public.serialize()), "head": _bytes(orjson.dumps(head))}


def _unpacked(packed: Any, epoch: str) -> KindIndex:
    head = orjson.loads(packed["head"].tobytes())
    orders = {word: Order(packed[f"order {word}"]) for word in head["orders"]}
    options = {}
    for name, (sizes, labels, listed, are_too_many) in head["options"].items():
        content, bitmaps, start = packed[f"bitmaps {name}"].tobytes(), {}, 0
        for key, size in sizes:
            bitmaps[key], start = BitMap.deserialize(content[start : start + size]), start + size
        options[name] = Options(bitmaps, _labels(labels), _labels(listed), are_too_many)
    public = BitMap.deserialize(packed["public"].tobytes())
    return KindIndex(head["number"], epoch, public, options, orders, Documents())


def _pairs(labels):
    return [(key, *label) for key, label in labels.items()]


def _labels(pairs):
    return {key: Label(*rest) for key, *rest in pairs}


def _bytes(content):
    return np.frombuffer(content, dtype=np.uint8)
