"""Each part imports only what stands below it, so that a change above can break nothing beneath."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("collabfutures.curation", "seminars", "findings", "collabfutures")
# Inside a part: a module may import those of its own row and of earlier rows, and never in a circle.
ROWS = (
    ("__init__", "apps", "environment", "publication", "stopwords", "trigger_sql", "vocabulary"),
    ("citations", "converters", "days", "fields", "triggers_postgresql", "triggers_sqlite", "versions"),
    ("search",),
    ("querysets",),
    ("models", "triggers"),
    ("relations", "links", "loading", "gtr", "keys", "ordering", "serializer_fields", "synonyms"),
    ("filters", "serializers", "admin_forms", "parameters", "problems"),
    ("filtersets", "highlight", "voices", "profile", "translate", "coverage", "builtin", "admin_guard"),
    ("facets", "facts", "beside", "connections", "paging", "openapi", "flows", "gaps", "admin_publication"),
    ("axes", "compare", "timeline"),
    ("linked_data", "matrix", "collection", "narrowed"),
    ("renderers", "renderers_citation", "renderers_feed", "middleware", "templatetags"),
    ("viewsets", "sitemaps"),
    ("views",),
    ("answers", "management"),
    ("api", "admin", "description", "settings"),
    ("doors", "found", "machines"),
    ("front_doors", "brief"),
    ("pages",),
    ("urls", "wsgi"),
)


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


def row_of(module, part):
    name = module.removeprefix(f"{part}.").split(".")[0]
    return next((number for number, names in enumerate(ROWS) if name in names), None)


@pytest.mark.parametrize(("module", "path"), sorted(modules()))
def test_a_module_imports_only_what_stands_below_it(module, path):
    own = part_of(module)
    assert module == own or row_of(module, own) is not None, f"{module} has no row yet"
    for imported in imports(path):
        other = part_of(imported)
        if other is None:
            continue
        assert PARTS.index(other) <= PARTS.index(own), f"{module} imports {imported}"
        if other == own:
            above, below = row_of(module, own), row_of(imported, own)
            assert below is None or below <= above, f"{module} imports {imported}"


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
