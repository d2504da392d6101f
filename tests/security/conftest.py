"""What these tests share."""

import os
import subprocess
import sys

import pytest

PRODUCTION = {"SECRET_KEY": "k" * 60, "ALLOWED_HOSTS": "example.org", "CONTACT": "access@example.org"}


@pytest.fixture
def start():
    """What a line of Python prints of the settings `s` of production, in a process of its own."""

    def started(line):
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        command = [sys.executable, "-c", f"import collabfutures.settings as s; {line}"]
        return subprocess.run(command, env={**kept, **PRODUCTION}, capture_output=True, text=True, check=True).stdout

    return started
