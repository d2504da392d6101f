"""Clients that are slow, loud, or guess passwords."""

import re
import socket
import ssl
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import httpx

from prove import shape
from prove.fault import Outcome, fault, going_on
from prove.watching import sign_in

HOST, PORT = "localhost", shape.HTTPS_PORT
SLOW = 200
HEADERS = (
    "Strict-Transport-Security",
    "X-Content-Type-Options",
    "Content-Security-Policy",
    "Referrer-Policy",
    "X-Frame-Options",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
)


def _line():
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context.wrap_socket(socket.create_connection((HOST, PORT), 10), server_hostname=HOST)


# Each is sent but for its end: a line of the header, a form that is read before it is refused, and nothing is missing
# of the last, whose answer nobody reads.
FORM = "/admin/seminars/theme/add/"
SLOWLY = (
    "GET /findings/ HTTP/1.1\r\nHost: {host}\r\nX-Slow: ",
    f"POST {FORM} HTTP/1.1\r\nHost: {{host}}\r\nOrigin: https://{{host}}\r\nCookie: __Host-csrftoken={'x' * 32}\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\ntitle=",
    "GET /api/v1/findings/?page=all&format=csv HTTP/1.1\r\nHost: {host}\r\n\r\n",
)


@fault("200 clients send a request or a form a byte at a time, or read nothing of its answer")
def slow_clients(outcome: Outcome) -> None:
    with going_on(outcome) as watch:
        lines = [_line() for _ in range(SLOW)]
        for number, line in enumerate(lines):
            line.sendall(SLOWLY[number % 3].format(host=f"{HOST}:{PORT}").encode())
        for _ in range(8):
            time.sleep(1)
            for number, line in enumerate(lines):
                if number % 3 < 2:
                    _send(line, b"x")
        for line in lines:
            line.close()
    outcome.hold(watch.anew.failed == 0, f"{watch.anew.failed} new answers failed")
    outcome.hold(watch.anew.slowest < 5, f"others waited {watch.anew.slowest:.1f} s")


def _send(line, data):
    try:
        line.sendall(data)
    except OSError:
        return


@fault("Floods: 200 × 1 MB of headers, 200 bodies of 100 MB announced, 50 × 1 MB sent")
def floods(outcome: Outcome) -> None:
    begun = f"Host: {HOST}:{PORT}\r\n".encode()
    long = b"GET /findings/ HTTP/1.1\r\n" + begun + b"X-Long: " + b"x" * 1_000_000 + b"\r\n\r\n"
    announced = b"POST /findings/ HTTP/1.1\r\n" + begun + b"Content-Length: 100000000\r\n\r\n"
    sent = b"POST /findings/ HTTP/1.1\r\n" + begun + b"Content-Length: 1000000\r\n\r\n" + b"x" * 1_000_000
    with going_on(outcome) as watch, ThreadPoolExecutor(20) as at_once:
        answers = Counter(at_once.map(_status, [long] * 200 + [announced] * 200 + [sent] * 50))
    outcome.hold(set(answers) <= {0, 400, 413, 414, 431}, f"floods were answered {dict(answers)}")
    outcome.hold(watch.anew.failed == 0, f"{watch.anew.failed} new answers failed")


def _status(request):
    """The status of what was answered, 0 where the line was cut."""
    try:
        with _line() as line:
            line.settimeout(5)
            _send(line, request)
            found = line.recv(20).split()
            return int(found[1]) if len(found) > 1 else 0
    except OSError:
        return 0


@fault("60 wrong passwords in a row, then the right one from there")
def brute_force(outcome: Outcome) -> None:
    with shape.client() as session:
        answers = [sign_in(session, f"wrong-password-{number}") for number in range(60)]
        right = sign_in(session)
    refused = sum(status == 429 for status in answers)
    outcome.public, outcome.curator = "not concerned", f"{refused} of 60 refused; then the right one: {right}"
    outcome.hold(answers.index(429) <= 20 if 429 in answers else False, "guessing was not stopped within twenty")
    outcome.hold(right == 429, "whoever guessed gets in at last")
    shape.run("redis-cli", "-p", str(shape.REDIS_PORT), "flushall")
    outcome.recovered = shape.wait_until_ready()


@fault("What the proxy answers by itself: files, refusals, a site that is away, an old protocol, two lengths")
def headers(outcome: Outcome) -> None:
    with going_on(outcome, writes=False), shape.client() as session:
        style = re.search(r'href="(/static/[^"]+[.]css)"', session.get("/").text)[1]
        shown = {
            "a file": session.get(style),
            "no such file": session.get("/static/none.css"),
            "too large": session.post("/api/v1/findings/", content=b"x" * 100_000),
            "the probe, by the name of another": session.get("/healthz/", headers={"Range": "bytes=0-1"}),
        }
        clear = httpx.get(f"http://{HOST}:{shape.PORTS['HTTP_PORT']}/api/v1/findings/").status_code
        outcome.hold(clear == 403, f"the API was answered in the clear: {clear}")
    shape.here("stop-workers")
    with shape.client() as session:
        shown["away"] = session.get(f"/about/?{time.time_ns()}")
        shown["away, as a problem"] = session.get(f"/api/v1/findings/?q={time.time_ns()}")
    shape.here("start")
    outcome.recovered = shape.wait_until_ready()
    for name, answer in shown.items():
        missing = [each for each in HEADERS if each not in answer.headers]
        outcome.hold(not missing, f"{name} ({answer.status_code}) says nothing of {missing}")
    problem = shown["away, as a problem"].headers["Content-Type"]
    outcome.hold(problem.startswith("application/problem+json"), f"a problem was {problem}")
    for lengths in (
        b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
        b"Content-Length: 3\r\nContent-Length: 4\r\n",
    ):
        smuggled = b"POST /findings/ HTTP/1.1\r\n" + f"Host: {HOST}:{PORT}\r\n".encode() + lengths + b"\r\n0\r\n\r\n"
        outcome.hold(_status(smuggled) == 400, f"two lengths were answered {_status(smuggled)}")
    outcome.hold(_protocol(ssl.TLSVersion.TLSv1_1) is None, "TLS 1.1 was spoken")
    outcome.hold(_protocol(ssl.TLSVersion.MAXIMUM_SUPPORTED) == "TLSv1.3", "TLS 1.3 was not spoken")


def _protocol(newest):
    """Which one is spoken with a client that knows none newer; None where they find none."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode, context.maximum_version = False, ssl.CERT_NONE, newest
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    try:
        with context.wrap_socket(socket.create_connection((HOST, PORT), 10), server_hostname=HOST) as line:
            return line.version()
    except (ssl.SSLError, OSError):
        return None
