"""A title finds itself in every search there is: the list's, the API's, the suggestions', the admin's."""

import pytest
from django.urls import reverse

from findings.models import Finding
from seminars.models import ApplicationArea
from tests.kinds import KINDS, NAMES
from tests.making import make

TITLES = [
    "CO₂ in towns",
    "Trust™ works",
    "The ﬁnding of oﬃces",
    "École d’été à Łódź",
    "“Third-sector” partners’ WHO & IT",
    "Straße – Ørsted’s ½ question?",
    "a/b/c 10.1000/x_y (1)",
    "-minus +plus *star",
    "100% of 'quoted' C++",
]


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_a_title_finds_itself_everywhere(kind, client, admin, db):
    titles = TITLES if kind is not ApplicationArea else ["Government, Democracy and Justice"]
    for number, title in enumerate(titles):
        record = make(kind, slug=f"own-{number}", title=title)
        asked = title.replace(" -", " ").lstrip("-")
        listed = client.get(kind.get_api_url(), {"q": asked, "words": "as-typed"}).json()["results"]
        assert record.slug in [each["slug"] for each in listed], title
        assert title in client.get("/search/suggest/", {"q": asked[:60]}).json()["suggestions"], title
        if kind is not Finding and number > 1:
            # The admin's search is one code: hard titles are looked for among findings.
            continue
        page = admin.get(reverse(f"admin:{kind._meta.app_label}_{kind._meta.model_name}_changelist"), {"q": title})
        assert record in page.context["cl"].queryset, title
