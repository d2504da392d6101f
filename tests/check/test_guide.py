"""docs/a-new-kind.md is true: its lines, and no others, make a kind that is published, found, listed and taken away."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"```python (new|append) (\S+)\n(.*?)```", re.S)
ASKED = """
from django.test import Client
from findings.models import Toolkit
from seminars.models import Theme
Toolkit.objects.create(slug="canvas", title="A canvas", use="For planning.", state="published")
Toolkit.objects.get().themes.add(Theme.objects.create(slug="trust", title="Trust", state="published"))
client = Client()
for address in ("/toolkits/", "/toolkits/canvas/", "/toolkits/?theme=trust&q=planning", "/sitemap-toolkit.xml",
                "/api/v1/toolkits/?facets=all", "/api/v1/toolkits/canvas/?format=bibtex"):
    assert client.get(address, headers={"host": "localhost"}).status_code == 200, address
assert b"A canvas" in client.get("/toolkits/?theme=trust&q=planning", headers={"host": "localhost"}).content
assert b"A canvas" in client.get("/search/?q=trust", headers={"host": "localhost"}).content
Toolkit.objects.filter(slug="canvas").update(slug="board")
assert client.get("/toolkits/canvas/", headers={"host": "localhost"}).status_code == 301
print("a toolkit is there")
"""


def blocks():
    return BLOCK.findall((ROOT / "docs" / "a-new-kind.md").read_text(encoding="utf-8"))


def test_the_guide_costs_seven_files_and_fifty_lines_at_the_most():
    written = [line for _, _, code in blocks() for line in code.splitlines() if line.strip()]
    assert len({path for _, path, _ in blocks()}) <= 7
    assert len(written) <= 50


def test_the_lines_of_the_guide_make_a_kind(tmp_path):
    for part in ("collabfutures", "seminars", "findings", "templates", "static", "manage.py"):
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, tmp_path / part)
    for how, path, code in blocks():
        target = tmp_path / path
        assert target.exists() == (how == "append"), path
        target.write_text((target.read_text() if how == "append" else "") + ("\n\n" if how == "append" else "") + code)
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'guide.sqlite3'}",
        "ENVIRONMENT": "development",
    }
    for arguments in (
        ["makemigrations", "findings", "-n", "toolkit"],
        ["migrate", "-v0"],
        ["check"],
        ["shell", "-c", ASKED],
    ):
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert "a toolkit is there" in done.stdout
