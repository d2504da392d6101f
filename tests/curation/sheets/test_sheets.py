"""A sheet that is taken away and brought again changes nothing; a wrong one says where, and writes nothing."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from collabfutures.curation.desk.copies import all_at_desk, at_desk
from collabfutures.curation.desk.undoing import of_batch, undo_all
from collabfutures.curation.models import BroughtSheet, Revision, WorkingCopy
from collabfutures.curation.publication import State
from collabfutures.curation.revisions.acts import By
from collabfutures.curation.revisions.content import content_of, contents_of
from collabfutures.curation.revisions.working_copy import copied
from collabfutures.curation.sheets.checking import WRONG, checked
from collabfutures.curation.sheets.columns import sheet_columns
from collabfutures.curation.sheets.escaping import guarded, joined, parted, unguarded
from collabfutures.curation.sheets.making import as_csv, as_workbook, rows_of_records
from collabfutures.curation.sheets.reading import MOST_ROWS, rows_of
from collabfutures.curation.sheets.taking import take
from findings.models import Finding, ImpactRecord
from seminars.models import Discourse, Sector, Seminar, SeminarDiscourse, Series, Theme
from tests.conftest import SHARED
from tests.kinds import KINDS, NAMES
from tests.making import make
from tests.said import text

BY = By("somebody")


def sheet(kind, *rows):
    """What would become of rows that are given as {column: cell}."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    return checked(kind, [names, *([row.get(name, "") for name in names] for row in rows)])


def faults(kind, **cells):
    return [(each.column, each.reason) for row in sheet(kind, cells) for each in row.faults]


@pytest.mark.long
@pytest.mark.parametrize("form", [as_csv, lambda rows, kind: as_workbook(rows, kind)], ids=["csv", "xlsx"])
@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_a_sheet_that_is_brought_as_it_was_taken_away_changes_nothing(kind, form, series):
    make(kind, State.DRAFT) if kind.__name__ != "ApplicationArea" else None
    keys = list(kind.objects.values_list("pk", flat=True))
    before = contents_of(kind, keys)
    rows = rows_of_records(kind, keys)
    found = checked(kind, rows_of(form(rows) if form is as_csv else form(rows, kind)))
    assert {row.what for row in found} == {"same"}, [(row.number, row.names, row.faults) for row in found][:3]
    assert len(found) == len(keys)
    take(kind, found, BY)
    assert contents_of(kind, keys) == before
    assert not WorkingCopy.objects.exists()


def test_every_cell_that_a_sheet_leaves_out_stays_and_an_empty_one_is_emptied(db):
    draft = make(Theme, State.DRAFT, slug="trust", summary="Said.", alternative_names="faith")
    take(Theme, sheet(Theme, {"slug": "trust", "title": "Trust", "summary": ""}), BY)
    draft.refresh_from_db()
    assert (draft.title, draft.summary, draft.alternative_names, draft.state) == ("Trust", "", "faith", State.DRAFT)


def test_a_row_of_something_public_becomes_a_working_copy(db):
    public = make(Theme, slug="trust", title="Trust")
    (row,) = sheet(Theme, {"slug": "trust", "title": "Trust in partners"})
    assert (row.what, row.names) == ("changed", ["title"])
    take(Theme, [row], BY)
    public.refresh_from_db()
    assert (public.title, at_desk(public)["title"]) == ("Trust", "Trust in partners")


def test_a_sheet_is_one_act_that_can_be_taken_back(db):
    old = make(Theme, State.DRAFT, slug="old", title="Old")
    public = make(Theme, slug="public", title="Public")
    take(Theme, sheet(Theme, *({"slug": slug, "title": "New"} for slug in ("old", "public", "new"))), BY)
    assert Theme.objects.filter(title="New").count() == 2
    done, refused = undo_all(of_batch(BY.batch).exclude(act="found"), By("somebody"))
    assert (done, refused) == (3, [])
    old.refresh_from_db()
    assert (old.title, copied(at_desk(public))) == ("Old", copied(content_of(public)))
    assert not Theme.objects.filter(slug="new").exists()


def test_a_wrong_cell_is_named_with_the_nearest_value(db):
    series, trust = make(Series, slug="a-series"), make(Theme, slug="trust")
    right = {"slug": "s-1", "title": "T", "series": series.slug, "themes": trust.slug}
    assert faults(Finding, **right) == []
    told = faults(Finding, **right | {"themes": "trust | trusst"})
    assert told == [("themes", "No theme is called “trusst”. Did you mean “trust”?")]
    ((column, reason),) = faults(Finding, **right | {"consensus": "contestd"})
    assert (column, "Did you mean “contested”?" in reason) == ("consensus", True)
    assert [name for name, _ in faults(Finding, **right | {"slug": "Not A Slug", "title": "", "position": "x"})] == [
        "position"
    ]
    assert {name for name, _ in faults(Finding, **right | {"slug": "Not A Slug", "title": ""})} == {"slug", "title"}
    lacks = "series is in no column of this sheet. This field cannot be null."
    assert faults(Finding, slug="s-2", title="T") == [("", lacks)]


@pytest.mark.parametrize("name", ["state", "token", "id", "published_at"])
def test_what_acts_set_is_set_by_no_sheet(name, db):
    with pytest.raises(ValidationError, match="never by a sheet"):
        checked(Theme, [["slug", name], ["trust", "published"]])


def test_a_heading_that_is_not_known_is_refused_with_the_nearest(db):
    with pytest.raises(ValidationError, match="Did you mean “title”"):
        checked(Theme, [["slug", "titel"]])
    with pytest.raises(ValidationError, match="stands there twice"):
        checked(Theme, [["slug", "title", "Title"]])
    with pytest.raises(ValidationError, match="A column “slug” is needed"):
        checked(Theme, [["title"]])


def test_two_rows_cannot_have_what_one_record_may_have(db):
    rows = sheet(Theme, {"slug": "trust", "title": "A"}, {"slug": "trust", "title": "B"})
    assert [row.what for row in rows] == ["new", "wrong"]


def test_lines_are_written_by_name_and_come_back(db):
    seminar, discourses = make(Seminar, State.DRAFT), [make(Discourse) for _ in range(2)]
    for number, discourse in enumerate(discourses):
        effect = "Costs | time; a\\b = c" if number else ""
        SeminarDiscourse.objects.create(seminar=seminar, discourse=discourse, effect_in_practice=effect)
    heading, cells = rows_of_records(Seminar, [seminar.pk])
    (row,) = checked(Seminar, [heading, cells])
    assert (row.what, row.faults) == ("same", [])
    cells[heading.index("discourse_effects")] = f"discourse={discourses[0].slug}; effect_in_practice=New"
    take(Seminar, checked(Seminar, [heading, cells]), BY)
    assert [line.effect_in_practice for line in seminar.discourse_effects.all()] == ["New"]
    cells[heading.index("discourse_effects")] = "colour=blue"
    (row,) = checked(Seminar, [heading, cells])
    assert "is none of: discourse=…" in row.faults[0].reason


@pytest.mark.parametrize("value", ["a | b", "a\\|b", "\\", "|", "=1+1", "'=1+1", "'quoted'", "-5", "@x", "\t=x", "a;b"])
def test_a_value_comes_back_whatever_signs_it_holds(value, db):
    assert unguarded(guarded(value)) == value
    assert parted(joined([value, "other"])) == [value.strip(), "other"]
    draft = make(Theme, State.DRAFT, title=f"T {value}", summary=f"{value}")
    for content in (as_csv(rows_of_records(Theme, [draft.pk])), as_workbook(rows_of_records(Theme, [draft.pk]), Theme)):
        (row,) = checked(Theme, rows_of(content))
        assert row.what == "same", row.names


def test_no_cell_of_a_sheet_is_run_by_a_spreadsheet(db):
    draft = make(Theme, State.DRAFT, title="=SUM(A1:A9)")
    content = as_workbook(rows_of_records(Theme, [draft.pk]), Theme)
    cells = [cell for row in load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "\n'=SUM" not in as_csv(rows_of_records(Theme, [draft.pk])).decode()
    assert ",'=SUM(A1:A9)," in as_csv(rows_of_records(Theme, [draft.pk])).decode()


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 200_000_000)
    return out.getvalue()


def workbook(*rows):
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "The sheet is empty"),
        (b"\xff\xfe\x00", "no UTF-8"),
        (b"a\x00b", "no text"),
        (b"PK\x03\x04 and then nothing", "neither CSV nor a workbook"),
        (b"slug,title\n" + b"a,b\n" * (MOST_ROWS + 1), "more. Bring it in parts"),
        (b'slug,title\n"a,b', "cannot be read"),
        (b"slug\n" + b"x" * 50_000, "too wide"),
        (b"x" * 10_000_001, "10 MB"),
    ],
    ids=range(8),
)
def test_what_is_no_sheet_is_refused_in_words(content, told):
    with pytest.raises(ValidationError, match=told):
        rows_of(content)


def test_a_workbook_that_unpacks_to_too_much_is_not_unpacked():
    with pytest.raises(ValidationError, match="unpacks to more"):
        rows_of(bomb())


def test_a_workbook_gives_what_stands_in_it():
    assert rows_of(workbook(["slug", "position"], ["a", 3], ["b", 2.5], ["c", True], [None, None], ["=1+1"])) == [
        ["slug", "position"],
        ["a", "3"],
        ["b", "2.5"],
        ["c", "yes"],
        ["=1+1"],
    ]


def test_a_template_explains_each_column_and_offers_its_values(db):
    make(Theme, slug="trust")
    content = as_workbook(rows_of_records(Finding, []), Finding, is_template=True)
    book = load_workbook(io.BytesIO(content))
    explained = [row[0] for row in book["Columns"].iter_rows(min_row=2, values_only=True)]
    assert explained == [column.name for column in sheet_columns(Finding)]
    assert "contested" in [cell.value for column in book["Values"].iter_cols() for cell in column]
    assert book.active.data_validations.dataValidation


def bring(admin, kind, content, name="sheet.csv"):
    address = reverse(f"admin:{kind._meta.app_label}_{kind._meta.model_name}_sheet")
    return admin.post(address, {"file": SimpleUploadedFile(name, content)}, follow=True)


def test_the_sheet_of_fifty_is_mended_and_taken(admin, series):
    path = SHARED / "cases" / "findings50.csv"
    if not path.is_file():
        pytest.skip("the sheet of fifty rows lies in ../shared, which is not here")
    shown = bring(admin, Finding, path.read_bytes())
    page = shown.request["PATH_INFO"]
    assert "43 new, 0 changed, 0 same, 7 wrong." in shown.content.decode()
    assert Finding.objects.filter(slug__startswith="sheet-").count() == 0
    wrong = rows_of(admin.get(f"{page}?wrong=csv").content)
    assert (wrong[0][0], len(wrong)) == (WRONG, 8)
    taken = admin.post(page, follow=True)
    assert "43 new, 7 wrong" in taken.content.decode()
    found = Finding.objects.filter(slug__startswith="sheet-")
    assert (found.count(), {each.state for each in found}) == (43, {State.DRAFT})
    assert Finding.objects.get(slug="sheet-8").title == "=SUM(A1:A9) is how one partner counted"
    assert Finding.objects.get(slug="sheet-9").summary.splitlines()[1] == "the second has an accent, é, and a comma."
    mended = [wrong[0], *(mend(dict(zip(wrong[0], row, strict=False)), n) for n, row in enumerate(wrong[1:]))]
    again = bring(admin, Finding, as_csv(mended))
    assert "7 new, 0 changed, 0 same, 0 wrong." in again.content.decode()
    assert "7 new" in admin.post(again.request["PATH_INFO"], follow=True).content.decode()
    assert found.all().count() == 50
    assert Revision.objects.filter(act="added").order_by().values("batch").distinct().count() == 2


def mend(row, number):
    row |= {"slug": f"sheet-mended-{number}", "title": row["title"][:100] or "A title", "consensus": ""}
    row |= {
        "themes": row["themes"].replace(" | trusst", ""),
        "position": "1" if row["position"] == "twelve" else row["position"],
    }
    return list(row.values())


def test_a_sheet_is_its_curators_and_of_its_kind(admin, client, db):
    bring(admin, Theme, b"slug,title\ntrust,Trust\n")
    brought = BroughtSheet.objects.get()
    address = reverse("admin:findings_finding_brought", args=[brought.pk])
    assert admin.get(address).status_code == 404
    BroughtSheet.objects.update(user=type(brought.user).objects.create(username="other"))
    assert admin.get(reverse("admin:seminars_theme_brought", args=[brought.pk])).status_code == 404


def test_what_somebody_saved_meanwhile_is_kept_or_told(db):
    draft = make(Theme, State.DRAFT, slug="trust", title="Trust", summary="Old.")
    rows = sheet(Theme, {"slug": "trust", "title": "Trust in partners"}, {"slug": "new", "title": "N"})
    Theme.objects.filter(pk=draft.pk).update(summary="New.")
    make(Theme, State.DRAFT, slug="new")
    with pytest.raises(ValidationError):
        take(Theme, rows, BY)
    draft.refresh_from_db()
    assert draft.title == "Trust"
    take(Theme, rows[:1], BY)
    draft.refresh_from_db()
    assert (draft.title, draft.summary) == ("Trust in partners", "New.")


def test_records_in_every_state_are_taken_away_by_who_may_see_them(admin, db):
    make(Sector, State.DRAFT, title="A sector that is a draft")
    address = reverse("admin:seminars_sector_sheet", query={"take": "csv"})
    assert "A sector that is a draft" in admin.get(address).content.decode("utf-8-sig")
    listed = reverse("admin:seminars_sector_changelist")
    data = {"action": "as_sheet", "_selected_action": [Sector.objects.get().pk]}
    rows = list(load_workbook(io.BytesIO(admin.post(listed, data).content)).active.iter_rows(values_only=True))
    assert rows[1][rows[0].index("title")] == "A sector that is a draft"
    assert "Bring" in text(admin, reverse("admin:seminars_sector_sheet"))


def test_a_copy_is_taken_away_as_it_stands_at_the_desk(db):
    public = make(ImpactRecord, slug="impact", title="Public")
    take(ImpactRecord, sheet(ImpactRecord, {"slug": "impact", "title": "Copied"}), BY)
    heading, cells = rows_of_records(ImpactRecord, [public.pk])
    assert cells[heading.index("title")] == "Copied"
    assert all_at_desk(ImpactRecord, [public.pk])[public.pk]["title"] == "Copied"


def test_a_new_row_that_is_called_like_a_record_names_it(admin, db):
    there = make(Theme, title="Working together across borders")
    rows = (
        "slug,title\nnew-one,Working together across border\nnew-two,Something else altogether\n"
        "new-three,Working together across borders in 2019\n"
    )
    page = " ".join(bring(admin, Theme, rows.encode()).content.decode().split())
    assert page.count("Is it the same as") == 1
    assert page.index("Row 2:") < page.index(f"/{there.pk}/change/") < page.index("Row 3:")
    assert "3 new, 0 changed" in page


def test_a_column_that_a_sheet_lacks_is_named(admin, series):
    rows = f"slug,title,series\nanother,Another,{Series.objects.get().slug}\n"
    shown = bring(admin, Seminar, rows.encode())
    told = {str(each) for row in shown.context["sorts"]["wrong"] for each in row.faults}
    assert told == {": evidence is in no column of this sheet. This field cannot be blank."}
