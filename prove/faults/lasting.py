"""What comes over time, or in one request: a clock that jumps, bombs, and memory that must not grow."""

import io
import random
import shutil
import subprocess
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
from openpyxl import Workbook

from prove import shape
from prove.fault import Outcome, fault, going_on
from prove.watching import sign_in

CLOCK = Path(__file__).with_name("clock.c")
SHEET, GTR = "/admin/seminars/theme/sheet/", "/admin/findings/finding/gtr/"
MB = 1_000_000


@fault("The clock of the site jumps a day ahead, and two days back")
def clock_jumps(outcome: Outcome) -> None:
    if shutil.which("gcc") is None:
        outcome.hold(False, "there is no compiler for the clock (Debian: gcc)")
        return
    offset = shape.HERE / "offset"
    offset.write_text("+0\n")
    offset.chmod(0o644)
    made = shape.HERE / "clock.so"
    subprocess.run(["gcc", "-shared", "-fPIC", "-O2", "-o", made, CLOCK], check=True)
    made.chmod(0o755)
    lines = f"LD_PRELOAD={made}\nCLOCK_OFFSET={offset}\n"
    slugs = shape.sql("SELECT slug FROM seminars_theme WHERE state = 'published' ORDER BY slug LIMIT 3").split()
    with shape.with_settings(lines), shape.client() as session, going_on(outcome, unchanged=False) as watch:
        position, _ = _followed(session, "")
        for jump, slug in zip(("+86400", "-86400", "+0"), slugs, strict=True):
            offset.write_text(f"{jump}\n")
            time.sleep(8)
            shape.sql(f"UPDATE seminars_theme SET title = title || '.' WHERE slug = '{slug}'")
            position, told = _followed(session, position)
            shape.sql(f"UPDATE seminars_theme SET title = rtrim(title, '.') WHERE slug = '{slug}'")
            outcome.hold(slug in told, f"who follows the log was not told of {slug} after {jump} s")
    outcome.hold(watch.anew.failed == 0, f"{watch.anew.failed} new answers failed")


def _followed(session, position):
    """The newest position after this one, and the slugs of what happened in between."""
    slugs: list[str] = []
    for _ in range(1_000):
        asked = f"?page_size=100&since={position}" if position else "?page_size=100"
        found = session.get(f"/api/v1/changes/{asked}").json()
        position = found["position"]
        if not found["results"]:
            return position, slugs
        slugs += [each["slug"] for each in found["results"]]
    raise RuntimeError("who follows the log never comes to its end")


@fault("Bombs: twelve requests that grow where they are unpacked, read or drawn")
def bombs(outcome: Outcome) -> None:
    # Made before: while this process writes a gigabyte of spaces, its own readers wait.
    bombs_made = _bombs()
    with going_on(outcome) as watch, shape.client() as session:
        outcome.hold(sign_in(session) == 302, "nobody could sign in")
        told = {name: _measured(session, *made) for name, made in bombs_made.items()}
    for name, (status, seconds, grown) in told.items():
        # 403 would say that nothing was looked at.
        holds = 0 < status < 500 and status != 403 and seconds < 1 and grown < 100 * MB
        outcome.hold(holds, f"{name}: {status}, {seconds:.1f} s, {grown:,} bytes")
    slowest, largest = max(each[1] for each in told.values()), max(each[2] for each in told.values())
    outcome.public += f". Bombs: slowest {slowest:.2f} s, at most {largest / MB:.0f} MB more in a worker"
    outcome.hold(watch.anew.failed == 0, f"{watch.anew.failed} new answers failed")


def _bombs():
    """{shape: (method, address, what httpx sends with it)}."""
    many = "&".join(f"sector={number}" for number in range(300))
    return {
        "a question of 1,900 brackets": ("GET", f"/findings/?q={'(' * 1_900}", {}),
        "a question of 900 words": ("GET", f"/api/v1/findings/?q={'a+' * 900}", {}),
        "300 values of a filter": ("GET", f"/api/v1/findings/?{many}", {}),
        "every facet, field and group": ("GET", "/api/v1/findings/?facets=all&fields=all&page_size=100", {}),
        "1,000 forms that one would take": ("GET", "/api/v1/findings/", {"headers": {"Accept": "a/b;q=0.1," * 600}}),
        "1,000 parts of an answer": ("GET", "/findings/", {"headers": {"Range": "bytes=" + "0-1," * 1_000}}),
        "a page beyond all": ("GET", f"/api/v1/findings/?page={'9' * 18}", {}),
        "a forged position": ("GET", f"/api/v1/findings/?cursor={'A' * 1_900}", {}),
        "a body of JSON in JSON": ("POST", "/api/v1/findings/", {"content": b"[" * 60_000}),
        "a workbook that unpacks to a gigabyte": ("POST", SHEET, {"files": {"file": ("a.xlsx", _workbook())}}),
        "entities of entities": ("POST", GTR, {"files": {"files": ("a.xml", _entities())}}),
        "a form of 20,000 parts": ("POST", SHEET, {"data": {f"a{number}": "b" for number in range(20_000)}}),
    }


def _workbook():
    """One that is read as far as its sheet: a real workbook with nothing but a gigabyte of spaces in it."""
    whole, made = io.BytesIO(), io.BytesIO()
    Workbook().save(whole)
    with zipfile.ZipFile(whole) as read, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as parts:
        for name in read.namelist():
            parts.writestr(name, read.read(name).replace(b"<sheetData>", b"<sheetData>" + b" " * 1_000 * MB))
    return made.getvalue()


def _entities():
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lol"}">' for n in range(12))
    return f"<!DOCTYPE a [{lines}]><a>&e11;</a>".encode()


def _measured(session, method, address, more):
    """(status, seconds, how many bytes the largest worker grew by)."""
    before = _peaks()
    token = {"Referer": shape.ADDRESS + address, "X-CSRFToken": session.cookies.get("__Host-csrftoken", "")}
    more = {**more, "headers": {**token, **more.get("headers", {})}}
    started = time.monotonic()
    try:
        status = session.request(method, address, **more).status_code
    except httpx.HTTPError:
        status = 0
    return status, time.monotonic() - started, max(after - before.get(pid, after) for pid, after in _peaks().items())


def _peaks():
    """{worker: the most bytes that it ever held}."""
    return {pid: shape.memory(pid, "VmHWM") for pid in shape.workers()}


@fault("5,000 varied requests, then 100 documents after the first 60")
def memory(outcome: Outcome) -> None:
    # Answers are kept up to a bound: small here, so that it is reached in the first half. And no worker is replaced.
    with (
        shape.with_settings("KEPT_BYTES=4000000\nGUNICORN_CMD_ARGS=--max-requests=0\n"),
        shape.client() as session,
        going_on(outcome, writes=False),
    ):
        rng, held = random.Random(7), []
        for _ in range(2):
            for _ in range(2_500):
                session.get(varied(rng))
            held.append(shape.resident())
        # A worker has written some twenty before it holds all that it will.
        for numbers in (range(60), range(60, 160)):
            statuses = _write_documents(session, numbers)
            outcome.hold(statuses == {200}, f"documents were answered {statuses}")
            held.append(shape.resident())
    first, second, few, many = (each / MB for each in held)
    outcome.public += f". All workers: {first:.0f} MB after 2,500, {second:.0f} after 5,000;"
    outcome.public += f" {few:.0f} after 60 PDFs, {many:.0f} after 160"
    outcome.hold(second <= first * 1.05, f"memory grew from {first:.0f} to {second:.0f} MB")
    outcome.hold(many <= few * 1.05, f"documents grew memory from {few:.0f} to {many:.0f} MB")


def _write_documents(session, numbers):
    """A PDF for each of these, four at once: one after another all of them may fall to one worker."""
    brief = brief_of_ten(session)
    with ThreadPoolExecutor(4) as pool:
        answers = pool.map(lambda number: session.get(f"{brief}&format=pdf&brief_title=Number+{number}"), numbers)
        return {answer.status_code for answer in answers}


def varied(rng: random.Random) -> str:
    """An address that hardly anybody asked for yet."""
    word = rng.choice(("trust", "power", "learning", "money", "health", "partner"))
    path = rng.choice(("/findings/", "/api/v1/findings/", "/themes/", "/map/", "/search/", "/feed/"))
    asked = f"q={word}+{rng.randrange(10**6)}"
    return (
        f"{path}?{asked}"
        if path not in ("/map/", "/feed/")
        else f"{path}?sector={rng.choice(('public', 'private', 'third'))}"
    )


def brief_of_ten(session: httpx.Client) -> str:
    """The address of a brief of ten findings."""
    found = session.get("/api/v1/findings/?page_size=10").json()["results"]
    return "/brief/?brief=" + "~".join(f"finding.{each['slug']}" for each in found)
