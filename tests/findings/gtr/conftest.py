"""What the tests of imports share."""

import pytest

from tests.findings.gtr.test_import_gtr import run
from tests.gtr_files import api1


@pytest.fixture
def path(tmp_path, db):
    """The file of an award that has been imported."""
    path = tmp_path / "record.xml"
    path.write_text(api1(), encoding="utf-8")
    run(path)
    return path
