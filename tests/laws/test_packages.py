"""What is installed is what is argued for: each line of the short lists stands in the lock with the same version."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", re.M)


def pins(name):
    return {package.lower(): version for package, version in PIN.findall((ROOT / name).read_text(encoding="utf-8"))}


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_the_lock_holds_what_the_list_asks_for(name):
    locked = pins(f"{name}.lock")
    assert {package: locked.get(package) for package in pins(f"{name}.txt")} == pins(f"{name}.txt")


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_every_line_of_the_list_says_why_it_is_there(name):
    lines = (ROOT / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    assert [
        line for line in lines if "==" in line and not re.search(r"#\s\S+", line) and not line.startswith("pytest==")
    ] == []
