"""Is an import that is killed at any moment resumed without a trace, and does a curator go on working meanwhile?

`python -m bench.interrupted 2000` on an empty PostgreSQL database that DATABASE_URL names: imports so many awards,
killed five times at random moments, while somebody publishes and withdraws a finding a hundred times. What is there of
an award after a kill has to be what is there at the end, and another run has to find nothing left to do.
"""

import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from bench.awards import files  # isort: skip (it sets Django up)

from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.models import Count

from findings.models import Finding, ImpactRecord
from seminars.models import Series

KILLS, SAVES, PAUSE = 5, 100, 0.7
IMPORT = [sys.executable, "manage.py", "import_gtr"]


def save(refused: list[str]) -> None:
    """Somebody publishes and withdraws one finding, so often, spread over the whole import."""
    finding = Finding.objects.published().order_by("pk")[0]
    for number in range(SAVES):
        try:
            finding.withdraw("Looked at again") if finding.is_public else finding.publish()
        except DatabaseError as error:
            refused.append(f"{number}: {error}")
        time.sleep(PAUSE)
    connection.close()


def killed(folder: str, after: float) -> None:
    process = subprocess.Popen([*IMPORT, folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(after)
    process.kill()
    process.wait()


def held() -> dict[str, tuple[int, int]]:
    """{award: (impact records, findings)}."""
    impact = dict(Series.objects.values_list("slug").annotate(n=Count("impact_records", distinct=True)))
    found = dict(Series.objects.values_list("slug").annotate(n=Count("findings", distinct=True)))
    return {slug: (number, found[slug]) for slug, number in impact.items()}


def main(awards: int) -> None:
    call_command("migrate", verbosity=0)
    call_command("load_series", stdout=open(os.devnull, "w"))  # noqa: SIM115
    refused: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        files(Path(folder), 0, awards)
        curator = threading.Thread(target=save, args=[refused])
        curator.start()
        seen = []
        for _ in range(KILLS):
            killed(folder, random.uniform(3, 12))
            seen.append(held())
        subprocess.run([*IMPORT, folder], check=True, stdout=subprocess.DEVNULL)
        whole = held()
        curator.join()
        again = subprocess.run([*IMPORT, folder], check=True, capture_output=True, text=True).stdout.splitlines()
    halves = {slug for each in seen for slug, number in each.items() if number != whole[slug]}
    print(f"{KILLS} kills with {', '.join(str(len(each)) for each in seen)} of {len(whole)} awards in the database.")
    print(f"Awards that were half there after a kill: {len(halves)}. Saves refused: {len(refused)} of {SAVES}.")
    print(f"A second run says: {again[-1] if again else ''}")
    print(f"{ImpactRecord.objects.count():,} impact records, {Finding.objects.count():,} findings.")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 2_000)
