"""Asks a server as fast as it answers: two connections that are kept, and no more work than reading the bytes."""

import socket
import threading
import time
from collections.abc import Iterable, Iterator

CONNECTIONS = 2


class Line:
    """One connection to a server on this machine, kept open."""

    def __init__(self, port: int, headers: str = "") -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.head = f"Host: 127.0.0.1:{port}\r\n{headers}\r\n"

    def get(self, address: str) -> tuple[int, bytes]:
        """(status, body) of an address."""
        self.socket.sendall(f"GET {address} HTTP/1.1\r\n{self.head}".encode())
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._more()
        head, _, body = data.partition(b"\r\n\r\n")
        lower = head.lower()
        if b"transfer-encoding: chunked" in lower:
            while not body.endswith(b"0\r\n\r\n"):
                body += self._more()
        elif b"content-length: " in lower:
            length = int(lower.partition(b"content-length: ")[2].partition(b"\r\n")[0])
            parts = [body]
            while sum(map(len, parts)) < length:
                parts.append(self._more())
            body = b"".join(parts)
        return int(head[9:12]), body

    def _more(self):
        data = self.socket.recv(262_144)
        if not data:
            raise ConnectionError("the server hung up")
        return data


def rate(port: int, addresses: Iterable[str], seconds: float, headers: str = "", wanted: int = 200) -> float:
    """Answers a second while the addresses last, or so many seconds. Raises for an answer that is not as wanted."""
    waiting: Iterator[str] = iter(addresses)
    lock, done, wrong = threading.Lock(), [], []
    start = time.perf_counter()

    def work():
        line = Line(port, headers)
        while time.perf_counter() - start < seconds and not wrong:
            with lock:
                address = next(waiting, None)
            if address is None:
                return
            status, _ = line.get(address)
            done.append(address)
            if status != wanted:
                wrong.append((address, status))

    threads = [threading.Thread(target=work) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise AssertionError(f"{wrong[0][0]} answered {wrong[0][1]}")
    return len(done) / (time.perf_counter() - start)
