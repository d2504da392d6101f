"""What stands nowhere in the code of the site: a shell, code made of text, and readers that build objects."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PACKAGES = ("collabfutures", "findings", "seminars")
SHELLS = {"subprocess", "pty", "pexpect", "commands", "multiprocessing", "asyncio.subprocess"}
# What of `os` begins another program.
STARTERS = ("system", "popen", "exec", "spawn", "posix_spawn", "fork", "startfile")
EVALUATORS = {"eval", "exec", "compile", "__import__"}
BUILDERS = {"pickle", "_pickle", "cPickle", "dill", "cloudpickle", "joblib", "marshal", "shelve", "jsonpickle", "yaml"}


def modules():
    """{path below the root: tree} of every module."""
    root = Path(settings.BASE_DIR)
    paths = [path for package in PACKAGES for path in sorted((root / package).rglob("*.py"))]
    assert len(paths) > 300
    return {str(path.relative_to(root)): ast.parse(path.read_bytes()) for path in paths}


@pytest.fixture(scope="module")
def trees():
    return modules()


def named(tree):
    """Every dotted name that is imported, and every attribute of a module under the module's own name."""
    aliases = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
            aliases |= {each.asname or each.name: each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)
            aliases |= {each.asname or each.name: f"{node.module}.{each.name}" for each in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in aliases:
            yield f"{aliases[node.value.id]}.{node.attr}"


def calls(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def begins(name, modules):
    """Whether a dotted name is one of the modules, or lies in one."""
    return any(name == module or name.startswith(f"{module}.") for module in modules)


# ASVS V1.2.5
def test_no_module_begins_another_program(trees):
    found = {(path, name) for path, tree in trees.items() for name in named(tree) if begins(name, SHELLS)}
    starters = tuple(f"os.{each}" for each in STARTERS)
    found |= {(path, name) for path, tree in trees.items() for name in named(tree) if name.startswith(starters)}
    assert found == set()


# ASVS V1.3.2
def test_no_module_makes_code_of_text(trees):
    found = [
        (path, call.lineno, call.func.id)
        for path, tree in trees.items()
        for call in calls(tree)
        if isinstance(call.func, ast.Name) and call.func.id in EVALUATORS
    ]
    named_ones = tuple(f"builtins.{each}" for each in EVALUATORS)
    found += [(path, name) for path, tree in trees.items() for name in named(tree) if name in named_ones]
    assert found == []


# ASVS V1.3.10
def test_only_texts_of_the_code_itself_are_formats(trees):
    """Of a format that somebody else wrote, a field such as {0.__class__} would be looked up."""
    found = {
        (path, ast.unparse(call.func.value))
        for path, tree in trees.items()
        for call in calls(tree)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in ("format", "format_map")
        and not is_of_the_code(call.func.value)
    }
    # One of the two constants of that module, which went through the database as such.
    assert found == {("collabfutures/curation/filters/active.py", "act")}


def is_of_the_code(receiver):
    """A text as it stands, a constant of the module, or a part of one."""
    while isinstance(receiver, ast.Subscript):
        receiver = receiver.value
    is_constant = isinstance(receiver, ast.Name) and receiver.id.isupper()
    return is_constant or (isinstance(receiver, ast.Constant) and isinstance(receiver.value, str))


# ASVS V1.5.2
def test_no_module_reads_what_could_build_objects(trees):
    found = {(path, name) for path, tree in trees.items() for name in named(tree) if begins(name, BUILDERS)}
    assert found == set()


# ASVS V1.5.2
def test_every_file_of_arrays_is_read_without_objects(trees):
    found = [
        (path, [(each.arg, ast.unparse(each.value)) for each in call.keywords])
        for path, tree in trees.items()
        for call in calls(tree)
        if isinstance(call.func, ast.Attribute) and call.func.attr == "load" and names_numpy(call.func.value)
    ]
    assert found == [("collabfutures/curation/index/files.py", [("allow_pickle", "False")])]
    assert {(path, name) for path, tree in trees.items() for name in named(tree) if name == "numpy.load"} == {
        ("collabfutures/curation/index/files.py", "numpy.load")
    }


def names_numpy(node):
    return isinstance(node, ast.Name) and node.id in ("np", "numpy")


# ASVS V3.5.1
def test_only_what_changes_nothing_is_asked_without_a_token(trees):
    """Public pages; the one that answers a POST says a text in other words, and keeps nothing of it."""
    found = {path for path, tree in trees.items() if any(name.endswith(".csrf_exempt") for name in named(tree))}
    assert found == {
        "collabfutures/curation/pages/rendering.py",
        "collabfutures/curation/pages/views.py",
        "findings/analyses/translation/views.py",
    }


SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b"
    r"|\bxox[abpr]-[0-9A-Za-z-]{20,}|\beyJ[A-Za-z0-9_-]{20,}\.eyJ|postgres(?:ql)?://[^:@/\s]+:(?!PASSWORD|password)[^@/\s]+@(?!h/|127\.|localhost)"
)


def test_no_file_of_the_repository_holds_a_secret():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True).stdout.split("\0")
    texts = {name: (ROOT / name).read_bytes().decode(errors="ignore") for name in listed if (ROOT / name).is_file()}
    if not texts:
        pytest.skip("this is no clone of the repository: git lists no files")
    found = {name: SECRETS.findall(text) for name, text in texts.items() if not name.endswith("test_source.py")}
    assert {name: each for name, each in found.items() if each} == {}
