"""Pages that answer a question out of several kinds: comparison, self-assessment, translation, tables, voices."""

import pytest

from findings.models import AssessmentStatement, Barrier, Finding, Implication, LearningTransfer, Tension, Term
from seminars.models import Discourse, Sector, Seminar, Series, Theme, ThemeRole
from tests.making import make


def text(client, address):
    response = client.get(address, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_a_comparison_sets_the_discourses_side_by_side_and_ranks_nothing(series, client):
    page = text(client, "/compare/?discourse=efficiency&discourse=responsiveness")
    assert "It ranks nothing" in page
    assert "Notions of participatory democracy." in page
    assert "What success would mean" in page
    assert "No tension between two of these is recorded." in page
    assert '<a data-count="7" href="/findings/?discourse__all=efficiency&amp;discourse__all=responsiveness">' in page


def test_a_comparison_names_the_findings_that_are_shared_and_those_that_are_not(series, client):
    page = text(client, "/compare/?discourse=efficiency&discourse=responsiveness")
    findings = page.partition("<h2>Findings</h2>")[2].partition("</section>")[0]
    shared, _, rest = findings.partition("and none of the others: 2 findings")
    assert "Several discourses drive collaboration" in shared
    assert "Efficiency is the dominant driver" not in shared
    assert "Efficiency is the dominant driver" in rest.partition("and none of the others: 1 finding")[0]
    assert 'data-count="9" href="/findings/?discourse=efficiency">All that speak of it: 9 findings' in rest


def test_only_differences_leaves_out_what_is_the_same(series, client):
    assert "What success would mean" not in text(
        client, "/compare/?discourse=efficiency&discourse=responsiveness&only=differences"
    )


def test_a_tension_with_a_draft_is_not_between_these(db, client):
    one, two = make(Discourse, slug="one"), make(Discourse, slug="two")
    make(Tension, title="Shown", first=one, second=two)
    make(Tension, title="Not shown", first=one, second=make(Discourse, slug="three"))
    page = text(client, "/compare/?discourse=one&discourse=two")
    assert "Shown" in page
    assert "Not shown" not in page


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("discourse=efficiency", "Choose 2 to 4 discourses, not 1."),
        ("discourse=efficiency&discourse=never", "“never” is not allowed for discourse. Allowed: efficiency"),
        ("discourse=efficiency&discourse=responsiveness&only=x", "not allowed for only"),
    ],
)
def test_a_comparison_that_cannot_be_made_says_why(query, told, series, client):
    response = client.get(f"/compare/?{query}")
    assert response.status_code == 400
    assert told in response.content.decode()


def test_answers_make_a_profile_and_open_the_recorded_tensions(series, client):
    page = text(
        client,
        "/what-competes/?name-1=Council&1-more-from-resources=3&1-contracts-are-the-form=0&1-not-just-a-tool=0"
        "&name-2=Firm&2-not-just-a-tool=3",
    )
    assert "50% <meter" in page
    assert "100% <meter" in page
    assert "Council:</span> No · <span" in page
    assert "Cultural performance and efficiency" in page
    assert "Cultural performance and effectiveness" not in page


def test_answers_to_reworded_statements_are_not_passed_off_as_answers_to_the_new_ones(series, client):
    now = text(client, "/what-competes/")
    edition = now.partition('name="edition" value="')[2][:8]
    asked = f"/what-competes/?edition={edition}&1-more-from-resources=3"
    assert "have changed since" not in text(client, asked)
    statement = AssessmentStatement.objects.get(slug="more-from-resources")
    statement.title = "Another wording"
    statement.save()
    assert statement.edition == 2
    assert "have changed since" in text(client, asked)


def test_a_wrong_answer_is_named(series, client):
    response = client.get("/what-competes/?1-more-from-resources=7")
    assert response.status_code == 400
    assert "“7” is no answer to “We collaborate mainly" in response.content.decode()


def test_a_text_is_translated_and_kept_by_nobody(series, client):
    theme = Theme.objects.get(slug="trust")
    make(Term, title="social capital", theme=theme, sector=Sector.objects.get(slug="third"))
    response = client.post("/translate/", {"text": "Our PPP lives on social capital."})
    page = response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert "Your text says “social capital”. Also called: Trust." in page
    assert "Your text says “PPP”. Also called: Public-private partnership." in page
    assert client.post("/translate/", {"text": "x" * 5001}).status_code == 400
    assert client.post("/translate/", {"text": ""}).status_code == 400


def test_the_cells_of_a_table_hold_what_is_recorded_and_gaps_for_the_rest(db, client):
    role = make(ThemeRole, slug="management-domain")
    domains = [make(Theme, slug=slug, title=slug.title()) for slug in ("leading", "learning")]
    for domain in domains:
        domain.roles.add(role)
    make(Theme, title="No domain")
    discourse = make(Discourse, slug="one", title="One")
    make(Implication, title="Lead so", discourse=discourse, domain=domains[0], consequence="…")
    make(Implication, title="A draft", discourse=discourse, domain=domains[1], state="draft")
    page = text(client, "/implications/")
    assert page.count('class="gap"') == 1
    assert 'data-count="1"\n    href="/implications/?discourse=one&amp;domain=leading"' in page
    assert ">Lead so</a>" in page
    assert "A draft" not in page
    assert '<th scope="col">No domain</th>' not in page


def test_learning_shows_an_end_that_is_not_stated_as_such(series, client):
    page = text(client, "/learning/")
    assert "To: not stated" in page
    assert page.count("<line ") == 4
    make(LearningTransfer, title="To a draft", to_sector=make(Sector, slug="secret", title="Secret", state="draft"))
    assert "Secret" not in text(client, "/learning/")


def test_a_finding_says_whose_voices_it_is_based_on(series, client):
    page = text(client, "/findings/several-discourses/")
    assert "Whose voices is this based on?" in page
    assert "Not stated, which is not the same as absent" in page
    assert "<dt>Whose voices</dt><dd>Not recorded</dd>" in text(client, make(Finding).get_absolute_url())


def test_a_cell_of_the_map_counts_what_its_own_link_lists(db, client):
    public, third = (make(Sector, slug=slug) for slug in ("public", "third"))
    theme, series = make(Theme, slug="trust"), make(Series)
    for slug, sectors in (("both", [public, third]), ("one", [public])):
        finding = make(Finding, slug=slug, series=series)
        finding.themes.add(theme)
        finding.sectors.add(*sectors)
    page = text(client, "/map/?rows=theme&columns=sector&sector__all=public&sector__all=third")
    # Both of the reader's filters give way to the cell's; findings that merely name a whole list are left out.
    assert 'data-count="2"\n    href="/findings/?overview=no&amp;theme=trust&amp;sector=public"' in page
    assert 'data-count="1"\n    href="/findings/?overview=no&amp;theme=trust&amp;sector=third"' in page
    assert "No term" in page


def test_only_barriers_of_the_findings_bear_on_an_answer(series, client):
    unrelated = make(Barrier, title="Nothing to do with it")
    answered = "/what-competes/?1-more-from-resources=3"
    assert unrelated.title not in text(client, answered)
    Finding.objects.get(slug="efficiency-is-dominant").barriers.add(unrelated)
    assert unrelated.title in text(client, answered)


def test_a_wrong_answer_costs_none_of_the_others(series, client):
    page = client.get("/what-competes/?1-more-from-resources=7&1-users-shape-it=3").content.decode()
    assert 'name="1-users-shape-it" value="3" checked' in page
    assert '<a href="#field-1-more-from-resources">' in page


def test_a_questionnaire_without_an_answer_says_so(series, client):
    asked = text(client, "/what-competes/").partition('name="edition" value="')[2].partition('"')[0]
    assert "Answer at least one statement" in text(client, f"/what-competes/?edition={asked}")


def test_the_edition_follows_the_wording_and_not_the_order(series, client):
    def edition():
        return text(client, "/what-competes/").partition('name="edition" value="')[2].partition('"')[0]

    before = edition()
    AssessmentStatement.objects.update(position=5)
    assert edition() == before
    AssessmentStatement.objects.filter(slug="users-shape-it").update(title="Other words.")
    assert edition() != before


def test_a_table_of_words_tells_the_match_and_the_note(series, client):
    third = Sector.objects.get(slug="third")
    make(Term, title="solidarity", theme=Theme.objects.get(slug="trust"), sector=third, note="In mutual societies.")
    cell = text(client, "/words/").partition(">solidarity</a>")[2].partition("</td>")[0]
    assert "Close match; In mutual societies." in cell


def test_a_seminar_tells_what_it_showed_of_a_discourse_in_practice(series, client):
    seminar = Seminar.objects.first()
    discourse = Discourse.objects.get(slug="efficiency")
    seminar.discourse_effects.filter(discourse=discourse).update(effect_in_practice="Contracts were let.")
    assert "efficiency: Contracts were let." in text(client, seminar.get_absolute_url())


def test_another_name_of_a_theme_is_opened_where_the_theme_is_named(series, client):
    page = text(client, "/discourses/effectiveness/")
    assert 'other names<span class="hidden"> of Wicked issues</span></summary>Also called: complex policy' in page


def test_learning_names_its_barriers_and_calls_no_open_end_a_gap(series, client):
    table = text(client, "/learning/").partition("<caption>Learning from")[2].partition("</table>")[0]
    assert "6 barriers" in table
    assert table.count('class="gap"') == 4


def test_a_barrier_without_a_remedy_says_none_recorded_yet(series, client):
    assert "None recorded yet" in text(client, "/barriers/language/")
    assert "none recorded yet" in text(client, "/barriers/")


def test_what_is_new_leaves_out_the_sources(series, client):
    news = text(client, "/").partition("What is new")[2].partition("How much is known")[0]
    assert news.count("<article") == 4
    assert "Source ·" not in news
