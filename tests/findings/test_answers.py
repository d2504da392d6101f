"""An answer says no more than its statements, how sure it is, and where they stand."""

import pytest
from django.core.exceptions import ValidationError

from findings.models import Answer
from tests.making import make
from tests.said import MARK, text


def test_every_sentence_of_an_answer_is_carried_by_numbered_statements_of_its_sources(series):
    answers = Answer.objects.published()
    assert 8 <= answers.count() <= 12
    for answer in answers:
        known = set(answer.sources.values_list("statement", flat=True))
        assert 2 <= len(answer.sentences) <= 3
        for sentence, numbers in answer.sentences:
            assert numbers, (answer, sentence)
            assert set(numbers) <= known, answer


# What the source hedges with, in the statements that answers rest on.
HEDGES = {
    "S15": ("particularly",),
    "S29": ("might", "sometimes"),
    "S33": ("such as", "example"),
    "S36": ("significant potential",),
    "S39": ("such as",),
    "S44": ("harder",),
    "S49": ("helped to inform",),
    "S55": ("particularly", "also"),
    "S56": ("primarily",),
    "S61": ("can focus",),
    "S63": ("highly instructive",),
    "S65": ("not possible to assess",),
}


def test_no_answer_is_surer_than_the_statements_it_rests_on(series):
    checked = set()
    for answer in Answer.objects.all():
        for sentence, numbers in answer.sentences:
            for number in set(numbers) & set(HEDGES):
                words = HEDGES[number]
                alternatives = number in ("S33",)
                kept = [word in sentence for word in words]
                assert any(kept) if alternatives else all(kept), (sentence, number)
                checked.add(number)
    assert checked == set(HEDGES)


def test_an_answer_says_how_sure_it_is_in_words_and_leads_to_its_statements(series, client):
    page = text(client, "/answers/why-partners-disagree-on-success/")
    assert "It rests on 3 findings of 1 award (ES/H000933/1, 2009–2011): of all of them the source says that" in page
    assert "1 recorded tension bears on it." in page
    assert "Harder to attract than others: Academics who work on collaboration within the private sector." in page
    assert 'href="/sources/s30/">S30' in page
    assert "What to ask your partners" in page
    assert MARK in page
    alone = text(client, "/answers/did-the-series-change-anything/")
    assert "No finding is cited: it rests on statements of the source alone" in alone


def test_an_answer_whose_sentences_and_statements_differ_in_number_is_refused(db):
    answer = make(Answer, state="draft", summary="One. Two.", carried_by="S01", no_source_reason="A test.")
    with pytest.raises(ValidationError, match="The short answer has 2 sentences; here are 1 lines"):
        answer.publish()
    answer.carried_by = "S01\nS02"
    with pytest.raises(ValidationError, match="carried by S01, which is no statement of its sources"):
        answer.publish()


def test_answers_come_first_in_a_search_on_home_and_on_the_pathways(series, client):
    found = text(client, "/search/?q=trust")
    assert found.index('href="/answers/what-do-we-know-about-trust/"') < found.index('href="/themes/trust/"')
    home = text(client, "/")
    # Six of them, and the list itself in the navigation.
    assert home.count('<li><a href="/answers/') == 7
    assert "1 answer" not in home
    assert "Why do partners disagree on what success is?" in text(client, "/run/")
    nav = home.partition('<ul class="site-nav">')[2].partition("</ul>")[0]
    assert nav.count("<li>") == 7
