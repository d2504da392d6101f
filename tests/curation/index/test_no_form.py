"""What the index answers for programs costs no form: a form takes several times as long as the answer."""

import pytest

from collabfutures.curation.filters.filtersets import RecordFilterSet
from tests.kinds import KINDS, NAMES


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
@pytest.mark.parametrize("query", ["", "?facets=all&sort=title-descending", "?page_size=10&format=json"])
def test_a_plain_query_makes_no_form(kind, query, series, client, monkeypatch):
    client.get(kind.get_api_url())
    monkeypatch.setattr(RecordFilterSet, "__init__", lambda *args, **kwargs: pytest.fail("a FilterSet was made"))
    assert client.get(f"{kind.get_api_url()}{query}").status_code == 200
