"""Nothing but its own content names the series that comes with the site: any other looks and works the same."""

import re
from pathlib import Path

from django.conf import settings

from collabfutures.curation.links import Link
from seminars.models import Discourse


def test_no_stylesheet_template_or_script_names_a_discourse_of_the_series(series):
    slugs = [slug for slug in Discourse.objects.values_list("slug", flat=True) if "-" in slug or len(slug) > 9]
    assert len(slugs) == 4
    files = [path for folder in ("static", "templates") for path in Path(settings.BASE_DIR, folder).rglob("*.*")]
    texts = {path.name: path.read_text() for path in files if path.suffix in (".css", ".js", ".html")}
    found = {name for name, text in texts.items() if re.search(rf"\b({'|'.join(slugs)})\b", text)}
    assert found == set()


def test_each_discourse_of_the_series_has_a_mark_of_its_own(series, client):
    marks = {discourse.slug: Link.to(discourse).mark for discourse in Discourse.objects.all()}
    assert len(set(marks.values())) == 4
    page = client.get("/discourses/").content.decode()
    assert {*re.findall(r'class="(mark mark-\d)"', page)} == {*marks.values()}
