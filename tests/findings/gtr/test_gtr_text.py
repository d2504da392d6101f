"""The quirks of GtR's texts."""

from datetime import date

import pytest

from findings.gtr.people import redact_people
from findings.gtr.text import areas, day, headline, plain, years
from seminars.vocabulary import APPLICATION_AREAS


def test_all_22_names_in_one_text_are_all_found():
    assert areas(",".join(APPLICATION_AREAS)) == (list(APPLICATION_AREAS), "")
    assert areas(", ".join(reversed(APPLICATION_AREAS))) == (list(reversed(APPLICATION_AREAS)), "")


@pytest.mark.parametrize(
    ("text", "expected", "rest"),
    [
        ("Government, Democracy and Justice", ["Government, Democracy and Justice"], ""),
        ("Healthcare,Government, Democracy and Justice", ["Healthcare", "Government, Democracy and Justice"], ""),
        ("Government,Democracy and Justice", ["Government, Democracy and Justice"], ""),
        ("Culture/ Heritage/ Museums and Collections", ["Culture, Heritage, Museums and Collections"], ""),
        ("Agriculture/Food and Drink,Retail", ["Agriculture, Food and Drink", "Retail"], ""),
        ("Education,Leisure Activities, incl", ["Education"], "Leisure Activities, incl"),
        ("Educational,Energy", ["Energy"], "Educational"),
        ("Education,Education", ["Education"], ""),
        ("", [], ""),
    ],
)
def test_the_longest_name_wins_and_what_is_no_name_is_left_over(text, expected, rest):
    assert areas(text) == (expected, rest)


def test_entities_escaped_twice_and_html_become_plain_text():
    assert plain("<p>A&amp;nbsp;&amp;amp; B</p>\n\n\n<ul><li>&nbsp;one</li></ul>") == "A & B\n\none"
    assert plain("a < b and b > c") == "a < b and b > c"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1441062000000, date(2015, 9, 1)),  # midnight in London in summer, 23:00 the day before in UTC
        (1141171200000, date(2006, 3, 1)),
        ("2009-11-01", date(2009, 11, 1)),
        (None, None),
        ("", None),
        ("not a day", None),
        (10**30, None),
        (True, None),
    ],
)
def test_a_day_is_read_from_both_forms(value, expected):
    assert day(value) == expected


def test_years_are_read_from_lists_and_dates():
    assert years("2010,2011,2012") == [2010, 2011, 2012]
    assert years("2012-01-01", "0", "99999", "") == [2012]


def test_a_title_is_the_whole_text_or_its_first_sentence_or_cut_between_words():
    assert headline("Same difference? : leading") == "Same difference? : leading"
    assert headline("First sentence is here. " + "word " * 60) == "First sentence is here"
    assert headline("word " * 60).endswith("word …")
    assert len(headline("word " * 60)) <= 142


def test_the_people_of_a_project_are_taken_out_wherever_they_stand():
    person = {"firstName": "Aurelia", "surname": "Quillfeather"}
    tree = {"outcome": {"personRole": [person], "text": "Led by Aurelia B. Quillfeather and Dr Quillfeather's team."}}
    assert redact_people(tree) == {"outcome": {"text": "Led by [name removed] and [name removed]'s team."}}
    assert redact_people({"authors": {"author": "Quillfeather A"}, **tree})["authors"] == {"author": "Quillfeather A"}


def test_a_placeholder_is_no_year():
    assert years("1900-01-01", "2013-05-01") == [2013]


def test_line_breaks_that_were_written_out_are_line_breaks():
    assert plain(r"One.\n\nTwo of \nu.") == "One.\n\nTwo of \\nu."
