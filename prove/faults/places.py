"""The site below a path of its host, and one address that asks for more than its share."""

import html
import re
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import httpx

from prove import shape
from prove.fault import Outcome, fault
from prove.faults.clients import HEADERS
from prove.watching import add_draft, sign_in

PATH = "/knowledge"
LINK = re.compile(r'(?:href|src|action)="(/[^"]*)"')


@contextmanager
def _installed(lines: str) -> Iterator[None]:
    """The shape as install.sh makes it with these settings more, and as it was again afterwards."""
    path = shape.HERE / "settings.env"
    written = path.read_text()
    path.write_text(written + lines)
    try:
        # What the environment says would hold instead.
        shape.run("deploy/install.sh", "--here", str(shape.HERE), PAGES_RATE="", CONNECTIONS="")
        yield
    finally:
        path.write_text(written)
        shape.run("deploy/install.sh", "--here", str(shape.HERE))
        shape.wait_until_ready()


@fault("The whole site lies below a path of its host: each link of its pages is followed, and a curator saves")
def under_a_path(outcome: Outcome) -> None:
    with _installed(f"URL_PREFIX={PATH}\n"), shape.client(PATH) as session, shape.client() as root:
        _until_it_answers(session)
        links = {link for page in ("/", "/findings/", "/map/", "/admin/login/") for link in _links(session, page)}
        outside = [link for link in links if not link.startswith(f"{PATH}/")]
        answers = Counter(root.get(link, follow_redirects=True).status_code for link in links - set(outside))
        found = session.get("/api/v1/findings/?page_size=10").json()
        signed_in, saved = sign_in(session), add_draft(session, f"below-{time.time_ns()}")
        bare = root.get("/findings/").status_code
    outcome.public = f"{len(links)} links: {dict(answers)}; {len(outside)} lead outside; the root: {bare}"
    outcome.curator = f"signing in: {signed_in}; a draft: {saved}"
    outcome.hold(len(links) > 50 and set(answers) == {200} and not outside, f"{outside[:3]}, {dict(answers)}")
    outcome.hold(f"{shape.ADDRESS}{PATH}/" in found["next"], f"the next page is said to be at {found['next']}")
    outcome.hold((signed_in, saved, bare) == (302, 302, 404), "signing in, saving or the root went wrong")


def _until_it_answers(session):
    end = time.monotonic() + 60
    while session.get("/readyz").status_code != 200 and time.monotonic() < end:
        time.sleep(0.2)


def _links(session, page):
    return map(html.unescape, LINK.findall(session.get(page).text))


@fault("One address asks 3,000 times as fast as it can, with the limits as they are installed")
def limited(outcome: Outcome) -> None:
    with (
        _installed("PAGES_RATE=50r/s\nCONNECTIONS=100\n"),
        _from("127.0.0.2") as loud,
        _from("127.0.0.3") as other,
        ThreadPoolExecutor(5) as at_once,
    ):
        asked = [at_once.submit(loud.get, "/api/v1/findings/?count=only") for _ in range(3_000)]
        others = [_timed(other) for _ in range(20)]
        answers = [each.result() for each in asked]
    refused = [each for each in answers if each.status_code == 429]
    outcome.public = f"{len(refused)} of 3,000 refused; another address: slowest {max(others):.1f} s"
    outcome.hold(len(refused) > 1_000, f"only {len(refused)} of 3,000 were refused")
    # The burst that is let through stands before it.
    outcome.hold(max(others) < 5, f"another address waited {max(others):.1f} s")
    for missing in {name for each in refused for name in (*HEADERS, "Retry-After") if name not in each.headers}:
        outcome.hold(False, f"a refusal says nothing of {missing}")


def _from(address):
    """A client at another address of this machine."""
    return httpx.Client(
        base_url=shape.ADDRESS, timeout=30, transport=httpx.HTTPTransport(verify=False, local_address=address)
    )


def _timed(session):
    """Seconds until an answer of 200; 1,000 for any other."""
    started = time.monotonic()
    status = session.get(shape.fresh()).status_code
    return time.monotonic() - started if status == 200 else 1_000
