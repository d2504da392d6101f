"""Asks Gateway to Research, and nothing else: politely, with a limit on everything, and once a day for each address."""

import hashlib
import ipaddress
import socket
import threading
import time
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx
from django.conf import settings

from collabfutures import __version__
from findings.gtr.documents import MOST_BYTES

# Seconds between two requests, as Gateway to Research asks of programs; for an answer; and that an answer is kept.
PAUSE, TIMEOUT, KEPT = 1.25, 20.0, 86_400
TRIES, LONGEST_WAIT = 4, 30.0
_turn = threading.Lock()
_last = [0.0]


class NotFetched(Exception):
    """Gateway to Research gave nothing that could be used; says why, in words for a curator."""


class Gateway:
    """Gateway to Research at the address of the settings. `transport` stands in for the network in tests."""

    def __init__(self, transport: httpx.BaseTransport | None = None) -> None:
        self.base = settings.GTR_ADDRESS.rstrip("/")
        agent = f"{settings.SITE_NAME}/{__version__} ({settings.CONTACT or 'no address given'})"
        self.client = httpx.Client(
            timeout=TIMEOUT, follow_redirects=False, transport=transport, headers={"User-Agent": agent}
        )

    def get(self, path: str, accept: str, **params: str) -> bytes | None:
        """What stands at a path below the base, None where nothing does. Raises NotFetched."""
        address = self._address(path, params)
        kept = _kept_file(address, accept)
        if kept.is_file() and time.time() - kept.stat().st_mtime < KEPT:
            return kept.read_bytes()
        _refuse_private(self.base)
        found = self._tried(address, accept)
        if found is not None:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(found)
        return found

    def forget(self, path: str, accept: str, **params: str) -> None:
        """Asks anew the next time: what was answered is of no use."""
        _kept_file(self._address(path, params), accept).unlink(missing_ok=True)

    def _address(self, path, params):
        return f"{self.base}{path}?{urlencode(params)}"

    def _tried(self, address, accept):
        """Again after a while where it is busy, or a connection broke."""
        told = ""
        for number in range(TRIES):
            wait = 2.0**number
            try:
                status, content, asked = self._once(address, accept)
            except httpx.HTTPError as error:
                told = f"it did not answer ({type(error).__name__})"
            else:
                if status == 200:
                    return content
                if status == 404:
                    return None
                if status != 429 and status < 500:
                    raise NotFetched(f"Gateway to Research answered {status}.")
                told, wait = f"it answered {status}", asked or wait
            if number < TRIES - 1:
                time.sleep(min(wait, LONGEST_WAIT))
        raise NotFetched(f"Gateway to Research was asked {TRIES} times: {told}. Try again later.")

    def _once(self, address, accept):
        """(status, content, seconds that it asks to wait), no sooner after the last time than it wants."""
        with _turn:
            time.sleep(max(0.0, _last[0] + PAUSE - time.monotonic()))
            _last[0] = time.monotonic()
        content = bytearray()
        with self.client.stream("GET", address, headers={"Accept": accept}) as response:
            for part in response.iter_bytes():
                content += part
                if len(content) > MOST_BYTES:
                    raise NotFetched(f"The answer is larger than {MOST_BYTES // 1024**2} MB, which no award is.")
            asked = response.headers.get("Retry-After", "")
            return response.status_code, bytes(content), float(asked) if asked.isdigit() else 0.0


def _kept_file(address: str, accept: str) -> Path:
    return Path(settings.GTR_CACHE) / hashlib.sha256(f"{accept} {address}".encode()).hexdigest()


def _refuse_private(base: str) -> None:
    """A name must not lead into the network of the site; an operator may name an address within it as such."""
    host = urlsplit(base).hostname or ""
    try:
        ipaddress.ip_address(host)
        return
    except ValueError:
        pass
    try:
        found = {row[4][0] for row in socket.getaddrinfo(host, None)}
    except OSError as error:
        raise NotFetched(f"{host} cannot be found from here.") from error
    if any(not ipaddress.ip_address(str(each).partition("%")[0]).is_global for each in found):
        raise NotFetched(f"{host} leads to a private address.")
