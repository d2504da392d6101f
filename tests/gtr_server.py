"""Gateway to Research on a port of this machine: real sockets, the shared samples, and the ways in which it fails."""

import threading
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

# What is asked for by these references, so that each way to fail has one.
BUSY, BROKEN, HALF, ENDLESS, AWAY = (f"ES/X00000{number}/1" for number in range(1, 6))


@contextmanager
def serving(folder):
    """(address, {reference: times asked}) of a server that has the awards of a folder of API 1's files."""
    asked: Counter[str] = Counter()
    handler = type("Handler", (_Handler,), {"folder": folder, "asked": asked})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        asked = urlsplit(self.path)
        reference = parse_qs(asked.query).get("ref", [""])[0]
        self.asked[reference] += 1
        if reference == BUSY and self.asked[reference] == 1:
            self.answer(429, b"", {"Retry-After": "0"})
        elif reference == BROKEN:
            self.answer(200, b"<projectOverview><project>")
        elif reference == HALF:
            self.answer(200, self.sample(), {"Content-Length": "9999999"})
        elif reference == ENDLESS:
            self.endless()
        elif reference == AWAY:
            self.answer(503, b"")
        elif content := self.sample("ES/H000933/1" if reference == BUSY else reference):
            self.answer(200, content.replace(b"ES/H000933/1", reference.encode()) if reference == BUSY else content)
        else:
            self.answer(404, b"")

    def sample(self, reference="ES/H000933/1"):
        path = self.folder / f"{reference.replace('/', '-')}.xml"
        return path.read_bytes() if path.is_file() else b""

    def answer(self, status, content, headers=()):
        self.send_response(status)
        for name, value in (
            {"Content-Type": "application/xml", "Content-Length": str(len(content))} | dict(headers)
        ).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def endless(self):
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b" " * 1_000_000)
        except OSError:
            pass

    def log_message(self, *args):
        pass
