"""Makes a dump: all of its files of one state of the base, and not seen before the last of them is whole."""

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from collabfutures.curation.changes import Change
from collabfutures.curation.database.snapshots import one_state
from collabfutures.curation.dump.csv_package import write_csv
from collabfutures.curation.dump.json_lines import write_lines
from collabfutures.curation.dump.manifest import CSV, LINES, MANIFEST, SQLITE, manifest
from collabfutures.curation.dump.sqlite_file import write_sqlite
from collabfutures.curation.dump.stored import public_slugs
from collabfutures.curation.following.position import LogPosition
from collabfutures.curation.versions import ContentVersion

# So many are kept: whoever is fetching the files of one goes on when the next is there.
KEPT = 2
# A statement of a large base may take so long.
SECONDS = 600


def make(site: str, where: str) -> Path:
    """The folder of a new dump. `site` is the address that its files name, `where` the path of its manifest."""
    root = folder()
    root.mkdir(parents=True, exist_ok=True)
    begun = Path(tempfile.mkdtemp(prefix="making-", dir=root))
    try:
        written = _write(begun, site, where)
        (begun / MANIFEST).write_text(json.dumps(written, ensure_ascii=False, indent=1), encoding="utf-8")
        target = root / f"dump-{written['version']:012}-{timezone.now():%Y%m%d%H%M%S%f}"
        os.replace(begun, target)
    finally:
        shutil.rmtree(begun, ignore_errors=True)
    for old in _made(root)[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    return target


def newest() -> Path | None:
    """The folder of the dump that was made last."""
    found = _made(folder())
    return found[-1] if found else None


def folder() -> Path:
    return Path(settings.DUMPS)


def told(made: Path) -> dict[str, Any]:
    """The manifest of a dump."""
    return json.loads((made / MANIFEST).read_text(encoding="utf-8"))


def _made(root: Path) -> list[Path]:
    return sorted(root.glob("dump-*"), key=lambda path: path.name.rpartition("-")[2]) if root.is_dir() else []


def _write(begun, site, where):
    with one_state(seconds=SECONDS):
        number, epoch = ContentVersion.now()
        version = {"version": number, "epoch": epoch, "position": str(LogPosition.newest())}
        last = Change.objects.filter(number=number).values_list("moment", flat=True).first()
        version["last_change"] = last and last.isoformat().replace("+00:00", "Z")
        slugs = public_slugs()
        counts = write_lines(begun / LINES, slugs, version)
        write_sqlite(begun / SQLITE, slugs)
        write_csv(begun / CSV, site)
    return manifest(begun, site, where, version, counts, timezone.now())
