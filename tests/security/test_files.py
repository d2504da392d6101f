"""A file that is brought is read and never written down; one that is sent has a name of ours, and is one of ours."""

import builtins
import io
import os
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from collabfutures.curation.dump import making
from collabfutures.curation.models import BroughtSheet
from collabfutures.curation.sheets.reading import rows_of
from findings.models import Finding
from seminars.models import Theme
from tests.curation.sheets.test_sheets import bring
from tests.making import make

ONE_ROW = b"slug,title\nt,T\n"


def parts(number):
    """A zip of so many empty parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for each in range(number):
            archive.writestr(f"part-{each}", b"")
    return made.getvalue()


# ASVS V5.2.3
def test_a_workbook_of_more_than_five_hundred_parts_is_not_unpacked():
    with pytest.raises(ValidationError) as refused:
        rows_of(parts(501))
    assert refused.value.messages == ["The workbook unpacks to more than a sheet of records could hold."]
    with pytest.raises(ValidationError) as read:
        rows_of(parts(500))
    assert read.value.messages == ["The workbook cannot be read: save it anew as XLSX, or as “CSV UTF-8”."]


# ASVS V5.3.2
def test_a_dump_sends_its_own_files_and_no_other(client, db):
    make(Theme)
    made = making.make("http://testserver", "/api/v1/dump/")
    for place in (made, made.parent):
        (place / "settings.env").write_text("SECRET_KEY=x")
    names = [each["url"].rpartition("/")[2] for each in making.told(made)["files"]]
    assert [client.get(f"/api/v1/dump/{name}").status_code for name in names] == [200] * len(names)
    strangers = (
        "settings.env",
        "..%2fsettings.env",
        "../settings.env",
        "..%2f..%2fsettings.py",
        "..",
        "%2fetc%2fpasswd",
    )
    assert [client.get(f"/api/v1/dump/{name}").status_code for name in strangers] == [404] * len(strangers)


@pytest.fixture
def opened(monkeypatch):
    """The paths of every file that is opened meanwhile."""
    paths = []

    def noting(opener):
        return lambda path, *args, **kwargs: paths.append(str(path)) or opener(path, *args, **kwargs)

    for module, name in ((builtins, "open"), (io, "open"), (os, "open")):
        monkeypatch.setattr(module, name, noting(getattr(module, name)))
    return paths


@pytest.mark.parametrize("name", ["brought-here.csv", "../../brought-here.csv", "/tmp/brought-here.csv"])
# ASVS V5.3.2
def test_the_name_of_a_file_that_is_brought_makes_no_path(name, admin, opened):
    shown = bring(admin, Theme, ONE_ROW, name=name)
    assert "1 new, 0 changed, 0 same, 0 wrong." in shown.content.decode()
    admin.post(reverse("admin:findings_finding_gtr"), {"files": [named(name)]})
    assert [path for path in opened if "brought-here" in path] == []
    assert BroughtSheet.objects.count() == 1


def named(name):
    file = io.BytesIO(b"{}")
    file.name = name
    return file


@pytest.mark.parametrize("form", ["docx", "pdf"])
@pytest.mark.parametrize("title", ['a"; filename="x.exe', "../../x", 'a"\r\nSet-Cookie: b=c', "é\u202efdp.exe"])
# ASVS V5.4.2
def test_a_document_is_named_by_the_site(title, form, client, db):
    finding = make(Finding, title=title)
    query = {"brief": f"finding.{finding.slug}", "brief_title": title, "format": form}
    sent = client.get("/brief/", query)
    assert (sent.status_code, sent.get("Content-Disposition")) == (200, f'attachment; filename="annex.{form}"')
    assert "Set-Cookie" not in sent


# ASVS V5.4.2
def test_a_list_and_a_sheet_are_named_by_the_site(admin, client, db):
    make(Theme, slug="trust", title='x"; filename="y.exe')
    for form in ("csv", "xlsx"):
        sheet = admin.get(reverse("admin:seminars_theme_sheet"), {"take": form})
        assert sheet["Content-Disposition"] == f'attachment; filename="themes.{form}"'
        taken = client.get(Theme.get_api_url(), {"format": form, "q": 'a"b.exe'})
        assert taken["Content-Disposition"] == f'attachment; filename="themes.{form}"'
