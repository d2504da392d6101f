"""The pages are valid HTML, says a checker that we did not write."""

import os
import shutil
import subprocess

import pytest

from tests.addresses import PAGES

CHECKER = "html-validate@10.17.0"


def test_every_page_is_valid_html(series, client, tmp_path):
    if shutil.which("npx") is None and not os.environ.get("CI"):
        pytest.skip("html-validate needs npx, which is not here; CI has it")
    (tmp_path / ".htmlvalidate.json").write_text('{"root": true, "extends": ["html-validate:standard"]}')
    for number, address in enumerate(PAGES.values()):
        content = client.get(address, follow=True).content
        (tmp_path / f"{number:02}.html").write_bytes(content)
    checked = subprocess.run(["npx", "--yes", CHECKER, "*.html"], cwd=tmp_path, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
