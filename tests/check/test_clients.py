"""The description as other people's tools read it: linters, a fuzzer, a client in Python and one in TypeScript."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from collabfutures.site.openapi_view import described
from collabfutures.site.recipes import EXAMPLE, FOLDER

HERE = Path(__file__).parent / "clients"
NPM = (
    "@redocly/cli@2.41.0",
    "@stoplight/spectral-cli@6.16.3",
    "openapi-typescript@7.13.0",
    "openapi-fetch@0.17.0",
    "typescript@5.9.3",
    "@types/node@22",
)
TOOLS = Path(sys.executable).parent
# What a reader may ask for in a query, no schema can list: which slugs there are. The others must hold.
FUZZED = ("--exclude-checks", "positive_data_acceptance", "--max-examples", "8", "--workers", "2", "--no-color")
# One code answers for every kind: a large one, a small one, and what is of its own are tried.
TRIED = ("--include-path-regex", r"/(findings|sectors|changes)/(\{slug\}/)?$|statements/$|v1/$")


def run(*command, cwd, **more):
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, **more)
    assert done.returncode == 0, done.stdout[-6_000:] + done.stderr[-3_000:]
    return done.stdout


@pytest.fixture(scope="module")
def room(site, tmp_path_factory):
    """A folder with the description of the running site."""
    folder = tmp_path_factory.mktemp("clients")
    run("curl", "--silent", "--fail", "--output", "openapi.json", f"{site}/api/v1/openapi.json", cwd=folder)
    for path in HERE.iterdir():
        if path.is_file():
            shutil.copy(path, folder)
    return folder


@pytest.fixture(scope="module")
def node(room):
    """The folder with the tools from npm in it."""
    if shutil.which("npm") is None and not os.environ.get("CI"):
        pytest.skip("the linters and the TypeScript client need npm, which is not here; CI has it")
    (room / "package.json").write_text('{"private": true, "type": "module"}')
    run("npm", "install", "--silent", "--no-save", *NPM, cwd=room)
    return room


def test_redocly_has_nothing_to_say(node):
    run("npx", "redocly", "lint", "openapi.json", "--config", "redocly.yaml", cwd=node)


def test_spectral_has_nothing_to_say(node):
    rules = ("--ruleset", "spectral.yaml", "--fail-severity", "hint")
    run("npx", "spectral", "lint", "openapi.json", *rules, cwd=node)


def test_a_typescript_client_is_strict_and_calls_every_operation(node, site):
    run("npx", "openapi-typescript", "openapi.json", "--output", "api.ts", cwd=node)
    run("npx", "tsc", "--project", "tsconfig.json", cwd=node)
    assert run("node", "built/use.js", site, cwd=node).split()[0] == str(len(described()["paths"]))


def test_a_python_client_is_strict_and_calls_every_operation(room, site):
    generator = TOOLS / "openapi-python-client"
    paths = {**os.environ, "PATH": f"{TOOLS}{os.pathsep}{os.environ['PATH']}"}
    asked = ("--path", "openapi.json", "--output-path", "made")
    assert "Warning" not in run(generator, "generate", *asked, cwd=room, env=paths)
    package = next(path for path in (room / "made").iterdir() if (path / "client.py").exists())
    for name in ("generated", "client"):
        shutil.copytree(package, room / name)
    called = run(sys.executable, "use.py", site, cwd=room)
    assert json.loads(called) == {"called": len(described()["paths"]), "failed": {}}
    recipe = (FOLDER / "client.py").read_text(encoding="utf-8").replace(EXAMPLE, site)
    (room / "recipe.py").write_text(recipe, encoding="utf-8")
    assert " – " in run(sys.executable, "recipe.py", cwd=room)
    run(TOOLS / "mypy", "--strict", "--no-error-summary", "typed_use.py", cwd=room)


def test_a_fuzzer_finds_no_answer_that_the_description_does_not_allow(room, site):
    run(TOOLS / "schemathesis", "run", "openapi.json", "--url", site, *FUZZED, *TRIED, cwd=room)
