"""The pages are valid HTML, says a checker that we did not write."""

import os
import shutil
import subprocess

import pytest

from collabfutures.curation.models import kinds
from tests.addresses import PAGES
from tests.walk import addresses

CHECKER = "html-validate@10.17.0"


def test_every_page_is_valid_html(series, client, tmp_path):
    if shutil.which("npx") is None and not os.environ.get("CI"):
        pytest.skip("html-validate needs npx, which is not here; CI has it")
    (tmp_path / ".htmlvalidate.json").write_text('{"root": true, "extends": ["html-validate:standard"]}')
    records = {kind: kind.objects.published().last() or kind(slug="none-yet") for kind in kinds()}
    for number, address in enumerate([*PAGES.values(), *addresses(records)]):
        response = client.get(address, follow=True)
        if response.get("Content-Type", "").startswith("text/html"):
            (tmp_path / f"{number:03}.html").write_bytes(response.content)
    assert len(list(tmp_path.glob("*.html"))) > 80
    checked = subprocess.run(["npx", "--yes", CHECKER, "*.html"], cwd=tmp_path, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
