"""The order of what was updated last is the one of the stamps that readers are shown."""

from datetime import datetime

import pytest

from findings.models import Finding
from seminars.models import Theme
from tests.kinds import KINDS, NAMES
from tests.making import make


def listed(client, kind):
    return client.get(f"{kind.get_api_url()}?sort=recently-updated&page_size=100").json()["results"]


@pytest.mark.parametrize("index", [True, False], ids=["index", "SQL"])
def test_a_record_that_only_got_a_link_stands_first(index, client, series, settings):
    settings.INDEX = index
    theme = Theme.objects.get(slug=make(Theme).slug)
    linked = Finding.objects.get(slug=listed(client, Finding)[-1]["slug"])
    linked.themes.add(theme)
    found = listed(client, Finding)
    assert found[0]["slug"] == linked.slug
    assert datetime.fromisoformat(found[0]["updated_at"]) > datetime.fromisoformat(found[1]["updated_at"])


@pytest.mark.long
@pytest.mark.parametrize("index", [True, False], ids=["index", "SQL"])
@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_stamps_never_rise_within_the_order(kind, index, client, series, settings):
    settings.INDEX = index
    make(kind)
    moved = kind.objects.published().order_by("pk").first()
    moved.save()
    # As moments: one that falls on a whole second is written without its thousandths.
    stamps = [datetime.fromisoformat(each["updated_at"]) for each in listed(client, kind)]
    assert stamps == sorted(stamps, reverse=True)
    assert listed(client, kind)[0]["slug"] == moved.slug
