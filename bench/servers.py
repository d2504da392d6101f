"""This site, an ordinary one and Datasette, each as one process of one worker with two threads."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(sys.executable).parent
GUNICORN = (
    "--worker-class",
    "gthread",
    "--workers",
    "1",
    "--threads",
    "2",
    "--keep-alive",
    "60",
    "--log-level",
    "error",
)


@contextmanager
def serving(command: list[str], port: int, database: str) -> Iterator[int]:
    """The port of a server while it runs."""
    environment = {**os.environ, "DATABASE_URL": database, "ENVIRONMENT": "development", "STATEMENT_TIMEOUT_MS": "1000"}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def site(name: str, port: int) -> list[str]:
    """The command that serves a WSGI module."""
    return [str(HERE / "gunicorn"), *GUNICORN, "--bind", f"127.0.0.1:{port}", f"{name}:application"]


def datasette(path: Path, port: int) -> list[str]:
    limits = ("--setting", "sql_time_limit_ms", "20000", "--setting", "facet_time_limit_ms", "20000")
    return [str(HERE / "datasette"), "serve", str(path), "--port", str(port), *limits]


def _wait(port, process):
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if process.poll() is not None:
                raise SystemExit("A server did not start.") from None
            time.sleep(0.1)
