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


def test_no_code_but_the_content_names_a_nation_or_the_series():
    names = re.compile(r"\b(Scotland|Wales|England|Northern Ireland|collaborative-futures)\b")
    root = Path(settings.BASE_DIR)
    own = [path for folder in ("collabfutures", "seminars", "findings") for path in (root / folder).rglob("*.py")]
    code = [path for path in own if not {"migrations", "content"} & {*path.parts}]
    # What a field's help gives as an example is no rule.
    told = {str(path): [line for line in path.read_text().splitlines() if names.search(line)] for path in code}
    assert {path: lines for path, lines in told.items() if any("help_text" not in line for line in lines)} == {}
