"""The guide for a new series does what it says: its sheets are brought in its order, and the series is published."""

import re
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.urls import reverse

from collabfutures.curation.publication import State
from findings.models import Finding
from seminars.models import Seminar, Series, Source, Theme
from tests.curation.sheets.test_sheets import bring
from tests.sent_form import sent_form

GUIDE = (Path(settings.BASE_DIR) / "docs" / "a-new-series.md").read_text()
SHEETS = re.findall(r"```csv (\w+)\n(.*?)```", GUIDE, re.S)


def model_named(name):
    return next(each for each in apps.get_models() if each._meta.model_name == name)


def test_a_series_is_made_as_the_guide_says(admin, client, db):
    assert [name for name, _ in SHEETS] == ["series", "source", "series", "seminar", "theme", "finding"]
    for name, rows in SHEETS:
        shown = bring(admin, model_named(name), rows.encode())
        assert not shown.context["sorts"]["wrong"], (name, shown.context["sorts"]["wrong"])
        taken = admin.post(shown.request["PATH_INFO"], {}, follow=True)
        assert "Sheet" not in taken.context["title"], name
    assert Series.objects.get().sources.get().statement == "S01"
    assert {model: model.objects.count() for model in (Source, Seminar, Theme, Finding)} == {
        Source: 3,
        Seminar: 2,
        Theme: 1,
        Finding: 2,
    }
    series = Series.objects.get()
    form = reverse("admin:seminars_series_change", args=[series.pk])
    question = admin.post(form, sent_form(admin.get(form)) | {"_publish": "1"})
    answer = admin.post(question.context["here"], sent_form(question) | {"parts": "1"}, follow=True)
    assert "Published: 5 records." in answer.content.decode()
    assert not Finding.objects.exclude(state=State.PUBLISHED).exists()
    assert client.get("/series/river-talks/").status_code == 200
    assert "S03" in client.get("/series/river-talks/statements/").content.decode()
    found = client.get("/api/v1/findings/", {"series": "river-talks"}).json()["results"]
    assert {each["slug"] for each in found} == {"river-promises", "river-open"}
