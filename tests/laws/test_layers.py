"""Imports form no circle, and each is seen at the top. What stands below what, lint-imports reads in pyproject.toml."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def modules():
    for part in ("collabfutures", "seminars", "findings"):
        for path in (ROOT / part).rglob("*.py"):
            if "migrations" not in path.parts:
                yield ".".join(path.relative_to(ROOT).with_suffix("").parts), path


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_no_modules_import_each_other_in_a_circle():
    known = dict(modules())
    graph = {
        module: {name for each in imports(path) for name in (each, each.rpartition(".")[0]) if name in known} - {module}
        for module, path in known.items()
    }
    assert len(list(TopologicalSorter(graph).static_order())) >= len(known)


@pytest.mark.parametrize(("module", "path"), sorted(modules()))
def test_every_import_stands_at_the_top_of_its_module(module, path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inner = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom) and node not in tree.body]
    assert inner == []
