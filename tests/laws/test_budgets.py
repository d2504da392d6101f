"""The budgets of the house: small files, small functions, small templates."""

import ast
import statistics
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = sorted(
    path
    for part in ("collabfutures", "seminars", "findings")
    for path in (ROOT / part).rglob("*.py")
    if "migrations" not in path.parts and path.read_text(encoding="utf-8").strip()
)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def lines(path):
    return path.read_text(encoding="utf-8").count("\n")


def functions():
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path}:{node.lineno}", node.end_lineno - node.lineno + 1


@pytest.mark.parametrize(
    ("sizes", "median", "most"),
    [
        pytest.param({str(path): lines(path) for path in CODE}, 60, 300, id="files"),
        pytest.param(dict(functions()), 8, 30, id="functions"),
        pytest.param({str(path): lines(path) for path in TEMPLATES}, 80, 80, id="templates"),
    ],
)
def test_nothing_has_grown_too_large(sizes, median, most):
    assert {name: size for name, size in sizes.items() if size > most} == {}
    assert statistics.median(sizes.values()) <= median


def test_no_line_of_a_template_is_longer_than_160_characters():
    found = {
        f"{path.relative_to(ROOT)}:{number}": len(line)
        for path in TEMPLATES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > 160
    }
    assert found == {}


def test_no_folder_holds_more_than_24_files():
    folders = Counter(path.parent for path in ROOT.rglob("*") if path.is_file() and is_ours(path))
    assert {str(folder): number for folder, number in folders.items() if number > 24} == {}


def is_ours(path):
    parts = path.relative_to(ROOT).parts
    return not any(part.startswith(".") or part in ("__pycache__", "var", "node_modules") for part in parts)


def test_no_module_bears_a_name_that_says_nothing():
    assert [path for path in CODE if path.stem in ("utils", "helpers", "services", "misc", "common", "signals")] == []
