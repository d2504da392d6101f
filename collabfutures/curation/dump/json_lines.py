"""The dump as JSON Lines: a file for each kind and for what is told beside the records. `load_dump` takes it back."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from collabfutures.curation import registry
from collabfutures.curation.dump.archive import Archive
from collabfutures.curation.dump.beside import beside
from collabfutures.curation.dump.stored import Slugs, stored_rows

VERSION = "version"


def file_name(kind: registry.Kind) -> str:
    return f"{kind.viewset.route}.jsonl"


def write_lines(path: Path, slugs: Slugs, version: Mapping[str, Any]) -> dict[str, int]:
    """{file: number of rows}. `version` is what the base was when it was read."""
    counts, rows = {}, beside(slugs)
    with Archive(path) as archive:
        archive.add_lines(f"{VERSION}.jsonl", [dict(version)])
        for kind in registry.kinds():
            counts[file_name(kind)] = archive.add_lines(file_name(kind), stored_rows(kind.model, slugs))
        for name, found in rows.items():
            counts[f"{name}.jsonl"] = _add(archive, name, found)
    return counts


def _add(archive: Archive, name: str, rows: Iterable[dict]) -> int:
    return archive.add_lines(f"{name}.jsonl", rows)
