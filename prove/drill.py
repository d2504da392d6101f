"""`make drill`: backs the site up, destroys its database, restores it, and says what was lost and how long it took.

Everything that is settled has to come back to the last byte: each row of each table, drafts and accounts included, and
each public address. Then a clock is written into the database each second until its server is killed and its files are
deleted; what the clock says after the restore is the recovery point.
"""

import hashlib
import subprocess
import sys
import time

import httpx

from prove import shape
from prove.watching import KEPT, add_draft, sign_in

# The archive is at most a minute behind, and a segment takes a moment to be copied.
MOST_LOST, MOST = 75.0, 300.0
# What a restore changes on purpose: the epoch of the tags, who is signed in, and the clock of this drill.
RENEWED = ("curation_contentversion", "django_session", "drill_clock", "shared_cache")
# Their positions are of the epoch, which a restore renews.
WITH_EPOCH = ("/api/v1/changes/", "/api/v1/dump/")
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"


def rows() -> dict[str, str]:
    """{table: a checksum of its rows} of all that has to come back as it was."""
    return {name: _checksum(name) for name in shape.sql(TABLES).split() if name not in RENEWED}


def _checksum(name):
    # Rows of the search are made anew by a restore: what they say is the same, their keys are not.
    line = "(to_jsonb(t) - 'id')::text" if name == "curation_searchrow" else "t::text"
    each = f"SELECT {line} AS line FROM {name} t"
    return shape.sql(f"SELECT md5(coalesce(string_agg(line, chr(10) ORDER BY line), '')) FROM ({each}) AS x")


def answers(session: httpx.Client, addresses: list[str]) -> dict[str, str]:
    """{address: a checksum of its body}."""
    return {address: _body(session, address) for address in addresses}


def addresses(session: httpx.Client) -> list[str]:
    """Pages, and all records of every kind; what the API has beside lists as it comes, if it needs no question."""
    found = list(KEPT)
    paths = (httpx.URL(link).path for link in session.get("/api/v1/").json().values())
    for path in (path for path in paths if path not in WITH_EPOCH):
        ways = (f"{path}?format=jsonl&page=all", path)
        found += [way for way in ways if session.get(way).status_code == 200][:1]
    return found


def _body(session, address):
    answer = session.get(address)
    if answer.status_code != 200 or answer.headers.get("X-Cache") == "STALE":
        raise RuntimeError(f"{address}: {answer.status_code}, {answer.headers.get('X-Cache')}")
    return hashlib.sha256(answer.content).hexdigest()


def prepare() -> None:
    """Drafts beside what is public, and a clock."""
    with shape.client() as session:
        sign_in(session)
        for number in range(5):
            add_draft(session, f"drill-{time.time_ns()}-{number}")
    shape.sql("CREATE TABLE IF NOT EXISTS drill_clock (at timestamptz)")


def tick(seconds: float) -> None:
    """Writes the time each second."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        shape.sql("INSERT INTO drill_clock VALUES (clock_timestamp())")
        time.sleep(1)


def destroy() -> float:
    """Kills the database server and deletes its files; the moment at which that was done."""
    lost_at = time.time()
    shape.kill(shape.servers())
    # Its socket goes too, as it would with the machine.
    sockets = map(str, (shape.HERE / "run").glob(".s.PGSQL.*"))
    kept = [str(shape.HERE / "state" / name) for name in ("answers", "index")]
    subprocess.run(["rm", "-rf", str(shape.HERE / "pg"), *sockets, *kept], check=True)
    shape.here("stop-workers")
    return lost_at


def main() -> int:
    shape.install()
    prepare()
    print(shape.run("deploy/backup.sh", "--here", str(shape.HERE)).strip(), flush=True)
    # After the backup, so that they come from the archive alone.
    prepare()
    with shape.client() as session:
        asked = addresses(session)
        before = rows(), answers(session, asked)
    # A segment that is not full goes to the archive after a minute.
    tick(75)
    lost_at = destroy()
    started = time.monotonic()
    print(shape.run("deploy/restore.sh", "--here", str(shape.HERE)).strip(), flush=True)
    shape.wait_until_ready()
    took = time.monotonic() - started
    with shape.client() as session:
        after = rows(), answers(session, asked)
    newest = float(shape.sql("SELECT coalesce(extract(epoch FROM max(at)), 0) FROM drill_clock"))
    return _told(before, after, lost_at - newest, took)


def _told(before, after, point, took):
    differing = [name for one, other in zip(before, after, strict=True) for name in one if one[name] != other.get(name)]
    print(f"{len(before[0])} tables and {len(before[1])} addresses compared; differing: {differing or 'none'}")
    print(f"Recovery point: {point:.0f} s of work lost. Recovery time: {took:.0f} s.")
    is_good = not differing and point <= MOST_LOST and took <= MOST
    print("The drill holds." if is_good else "THE DRILL DOES NOT HOLD.")
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
