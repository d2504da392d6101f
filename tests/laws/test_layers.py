"""Each part imports only what stands below it, so that a change above can break nothing beneath."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("collabfutures.curation", "seminars", "findings", "collabfutures")


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


def part_of(module):
    return next((part for part in PARTS if module == part or module.startswith(f"{part}.")), None)


@pytest.mark.parametrize(("module", "path"), sorted(modules()))
def test_a_module_imports_only_what_stands_below_it(module, path):
    own = part_of(module)
    for imported in imports(path):
        other = part_of(imported)
        if other is None:
            continue
        assert PARTS.index(other) <= PARTS.index(own), f"{module} imports {imported}"


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
