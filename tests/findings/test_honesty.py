"""Nothing is claimed that the source does not claim, and what is ours is marked as ours wherever it goes."""

import csv
import html
import io
import re

import pytest
from django.core.exceptions import ValidationError

from collabfutures.curation import registry
from collabfutures.curation.models import kinds
from findings.models import Barrier, Finding, Implication, Manifestation, Tension, Term
from seminars.models import ApplicationArea, Discourse, Sector, Series, Theme
from tests.making import make
from tests.said import MARK, listed, text

# 1. Consensus


def test_home_publishes_no_consensus_that_no_source_stated(series, client):
    for _ in range(3):
        make(Finding)
    page = text(client, "/")
    assert "claim no consensus" not in page
    assert listed(client, "/api/v1/findings/", consensus="not-stated") == set(
        Finding.objects.filter(consensus="not-stated").values_list("slug", flat=True)
    )


# 2. A cell means a statement


def cells(page):
    """{(row, column): text of the cell} of the map on a page."""
    table = page.partition('<table class="matrix">')[2].partition("</table>")[0]
    columns = re.findall(r'<th scope="col">(.*?)</th>', table)[1:]
    found = {}
    for row in re.findall(r"<tr>\s*<th scope=\"row\">(.*?)</tr>", table, re.S):
        name, _, rest = row.partition("</th>")
        for column, cell in zip(columns, re.findall(r"<td.*?</td>", rest, re.S), strict=True):
            found[re.sub(r"<[^>]+>", "", name).strip(), column] = " ".join(re.sub(r"<[^>]+>", " ", cell).split())
    return found


@pytest.mark.parametrize(
    ("kind", "address", "filters"),
    [
        (Implication, "/map/?rows=theme&columns=discourse", ("domain", "discourse")),
        (Manifestation, "/map/?rows=sector&columns=discourse", ("sector", "discourse")),
        (Term, "/map/?rows=theme&columns=sector", ("theme", "sector")),
    ],
)
def test_the_map_says_of_a_pair_what_the_curated_kind_says(kind, address, filters, series, client):
    one, other = Theme.objects.get(slug="leadership"), Discourse.objects.get(slug="efficiency")
    make(Implication, domain=one, discourse=other)
    make(Manifestation, discourse=other, sector=Sector.objects.get(slug="public"))
    make(Term, theme=one, sector=Sector.objects.get(slug="public"))
    named = make(Finding, summary="It names them all.")
    named.themes.add(*Theme.objects.in_role("management-domain"))
    named.discourses.add(*Discourse.objects.all())
    named.sectors.add(*Sector.objects.all())
    items = registry.kind_of(kind).filterset_class.base_filters
    ends = [items[name].worth_listing(kind) for name in filters]
    shown, checked = cells(html.unescape(client.get(address).content.decode())), 0
    for row in ends[0]:
        for column in ends[1]:
            pair = {filters[0]: row.slug, filters[1]: column.slug}
            number = client.get(kind.get_api_url(), pair).json()["count"]
            cell = shown.get((row.title, column.title))
            if cell is None:
                assert number == 0, pair
                continue
            name = kind._meta.verbose_name
            assert (f"{number} {name}" in cell) if number else (f"No {name}" in cell), (pair, cell)
            assert "Gap" not in cell
            checked += 1
    assert checked > 2


def test_a_finding_that_names_a_whole_list_fills_no_cell_and_is_counted_beside_the_table(series, client):
    page = text(client, "/map/?rows=theme&columns=discourse")
    overviews = Finding.objects.filter(is_overview=True).count()
    assert f"{overviews} findings</a> that name a whole list and say nothing of each are left out" in page
    for discourse in Discourse.objects.all():
        cell = cells(html.unescape(client.get("/map/?rows=theme&columns=discourse").content.decode())).get(
            ("Leadership", discourse.title)
        )
        assert cell is None or "None of the findings speaks of both" in cell
    with_all = cells(html.unescape(client.get("/map/?rows=theme&columns=discourse&overview=yes").content.decode()))
    assert "1 finding for Leadership, Efficiency speaks of both" in with_all["Leadership", "Efficiency"]


# 3. Areas


def test_an_area_of_the_award_is_no_area_of_each_finding(series, client):
    award = Series.objects.get()
    assert award.application_areas.count() == 5
    assert not Finding.objects.filter(application_areas__isnull=False).exists()
    own = make(Finding, slug="of-health", series=make(Series), summary="Found.")
    own.application_areas.add(ApplicationArea.objects.get(slug="healthcare"))
    assert listed(client, "/api/v1/findings/", area="healthcare") == {"of-health"}
    assert listed(client, "/api/v1/findings/", area="education") == set()
    inherited = client.get("/api/v1/findings/", {"award_area": "healthcare"}).json()
    assert inherited["count"] == Finding.objects.filter(series=award).count()
    page = text(client, "/findings/efficiency-is-dominant/")
    assert "Areas of use that the award names" in page
    assert '"award_areas"' in client.get("/api/v1/findings/efficiency-is-dominant/").content.decode()


def test_an_area_of_an_award_that_is_not_public_is_inherited_by_nobody(db, client):
    hidden = make(Series, state="draft")
    hidden.application_areas.add(make(ApplicationArea, title="Energy", slug="energy"))
    make(Finding, slug="orphan", series=hidden)
    assert client.get("/api/v1/findings/orphan/").json()["award_areas"] == []
    assert listed(client, "/api/v1/findings/", award_area="energy") == set()
    assert listed(client, "/api/v1/findings/", award_area="none") == {"orphan"}


# 4. Scope


def test_a_reader_of_a_sector_sees_what_is_on_it_what_holds_for_all_and_how_many_are_untied(series, client):
    scopes = {name: Finding.objects.filter(sector_scope=name).count() for name in ("named", "all", "not-stated")}
    assert scopes == {"named": 1, "all": 9, "not-stated": 14}
    page = text(client, "/findings/?sector=public")
    assert "What holds for all sectors" in page
    assert 'data-count="9" href="/findings/?scope=all">All that hold for all sectors: 9 findings' in page
    assert 'data-count="14" href="/findings/?scope=not-stated">14 findings</a> are not tied to any sector' in page
    assert "What holds for all sectors" not in text(client, "/findings/")


def test_a_scope_and_its_sectors_agree_before_anything_is_published(db):
    finding = make(Finding, state="draft", summary="Found.", no_source_reason="A test.", sector_scope="named")
    with pytest.raises(ValidationError, match="goes with sectors"):
        finding.publish()
    finding.sectors.add(make(Sector))
    finding.publish()


# 5. Our reading


@pytest.fixture
def reading(db):
    """A tension that is ours as a whole, and a barrier of which one field is."""
    one, two = make(Discourse, slug="one", title="One"), make(Discourse, slug="two", title="Two")
    tension = make(Tension, slug="ours", title="Read by us", first=one, second=two, our_reading="title\nsecond")
    make(Barrier, slug="partly", title="Partly", hampers="Learning.", our_reading="hampers")
    return tension


def test_a_reading_is_marked_on_page_list_comparison_brief_and_data(reading, client):
    for address in ("/tensions/", "/tensions/ours/", "/barriers/partly/", "/compare/?discourse=one&discourse=two"):
        assert MARK in text(client, address), address
    assert MARK not in text(client, "/barriers/")
    brief = "/brief/?brief=tension.ours~barrier.partly"
    assert "Tension (curators’ reading)" in text(client, brief)
    assert "What it hampers (curators’ reading)" in text(client, brief)
    assert client.get("/api/v1/tensions/ours/").json()["our_reading"] == ["title", "second"]
    rows = list(csv.DictReader(io.StringIO(client.get("/api/v1/tensions/?format=csv").content.decode())))
    assert rows[0]["our_reading"] == "title | second"


def test_a_reading_names_fields_that_there_are(db):
    barrier = make(Barrier, our_reading="hampers\nnowhere")
    with pytest.raises(ValidationError, match="“nowhere” is no field of a barrier"):
        barrier.full_clean()


def test_three_of_the_four_tensions_are_ours_and_say_so(series, client):
    assert {tension.slug for tension in Tension.objects.all() if tension.is_our_reading} == {
        "cultural-performance-and-efficiency",
        "cultural-performance-and-effectiveness",
        "cultural-performance-and-responsiveness",
    }
    discourse = text(client, "/discourses/cultural-performance/")
    assert f'Discourses it challenges <span class="our-reading">{MARK}' in discourse


# 6. Age and award


def test_every_record_says_how_old_it_is_and_from_which_award(series, client):
    note = "ES/H000933/1, 2009–2011"
    for kind in kinds():
        record = kind.objects.published().first()
        if record is None or kind is ApplicationArea or getattr(record, "document", "").startswith("Publication page"):
            continue
        assert note in text(client, record.get_absolute_url()) or "Award in pounds" in text(
            client, record.get_absolute_url()
        ), kind
    assert note in text(client, "/findings/")
    assert note in text(client, "/compare/?discourse=efficiency&discourse=responsiveness")
    assert note in text(client, "/brief/?brief=barrier.language")
    assert f"Award {note}." in client.get("/api/v1/barriers/language/?format=bibtex").content.decode().replace("\\", "")
    assert "All of this rests on one award, “Collaborative futures" in text(client, "/")
    assert "of 2009 to 2011" in text(client, "/")


@pytest.mark.parametrize(
    ("start", "end", "note"),
    [
        (None, None, "ES/X/1"),
        ("2010-01-01", None, "ES/X/1, from 2010"),
        ("2010-01-01", "2010-12-31", "ES/X/1, 2010"),
        ("2010-01-01", "2012-12-31", "ES/X/1, 2010–2012"),
    ],
)
def test_years_are_said_as_far_as_they_are_known(start, end, note, db):
    award = make(Series, award_reference="ES/X/1", start_date=start, end_date=end)
    make(Finding, slug="dated", series=award)
    assert Finding.objects.get().provenance == [note]
    Series.objects.update(award_reference=None)
    assert Finding.objects.get().provenance == ([note.partition(", ")[2]] if ", " in note else [])
