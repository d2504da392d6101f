"""docs/asvs.csv: level 1 of OWASP ASVS 5.0 whole, of level 2 seven chapters, each line with what proves it."""

import csv
import re
from pathlib import Path

from prove.guards import GUARDS

ROOT = Path(__file__).resolve().parents[2]
LINES = list(csv.DictReader((ROOT / "docs" / "asvs.csv").open(encoding="utf-8")))
# How many requirements version 5.0.0 has: of level 1, and of level 2 in chapters 1, 2, 4, 5, 6, 7 and 8.
LEVELS = {"1": 70, "2": 76}


def exists(proof):
    path, _, name = proof.partition("::")
    if path.startswith("prove:"):
        return path.removeprefix("prove:") in GUARDS
    written = (ROOT / path).read_text(encoding="utf-8") if (ROOT / path).is_file() else ""
    return bool(written) and (not name or f"def {name}(" in written)


def test_every_line_names_what_proves_it():
    told = {each["requirement"]: each for each in LINES}
    assert len(told) == len(LINES)
    assert {level: sum(each["level"] == level for each in LINES) for level in LEVELS} == LEVELS
    assert {each["state"] for each in LINES} == {"met", "not met", "not applicable"}
    assert [key for key, each in told.items() if each["state"] == "met" and not exists(each["test"])] == []
    # What is not met, or has nothing to be met by, says why.
    assert [key for key, each in told.items() if each["state"] != "met" and not each["remark"]] == []


def test_a_test_says_which_line_it_proves():
    marks = " ".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "security").glob("*.py"))
    marked = {found for line in re.findall(r"# ASVS (.*)", marks) for found in re.findall(r"V[\d.]+\d", line)}
    assert marked <= {each["requirement"] for each in LINES}


def test_every_run_of_ci_looks_for_known_weaknesses():
    assert "\nmake audit\n" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    recipe = re.search(r"\naudit:.*?\n\n", (ROOT / "Makefile").read_text(encoding="utf-8"), re.DOTALL)[0]
    for tool in ("bandit", "pip-audit", "pip-licenses", "cyclonedx-py"):
        assert f".venv/bin/{tool}" in recipe, tool
