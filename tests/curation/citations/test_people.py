"""Authors are persons or organisations, read once from what an import brings and kept as lines to edit."""

import pytest

from collabfutures.curation.citations.csl import csl_item
from collabfutures.curation.citations.people import authors_of, people, read_authors
from collabfutures.curation.citations.plain import reference, sentence
from collabfutures.curation.identifiers import award_reference, doi, orcid, outcome_id
from findings.models import ImpactRecord
from seminars.models import Source
from tests.making import make


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Sample AB", ["Sample, AB"]),
        ("Sample A, Other B", ["Sample, A", "Other, B"]),
        ("Sample, A.; Other, B.C.", ["Sample, A.", "Other, B.C."]),
        ("Sample, A., Other, B.", ["Sample, A.", "Other, B."]),
        ("Jo Sample and Kim Other", ["Sample, Jo", "Other, Kim"]),
        ("Jo Sample, Kim Other and Lee Third", ["Sample, Jo", "Other, Kim", "Third, Lee"]),
        ("Jo van der Sample", ["van der Sample, Jo"]),
        ("O'Sample D", ["O'Sample, D"]),
        ("Sample-Other M", ["Sample-Other, M"]),
        ("Fran Sample (Co-author)", ["Sample, Fran"]),
        ("Banks S", ["Banks, S"]),
        ("University of Nowhere", ["University of Nowhere"]),
        ("Centre for Samples, University of Nowhere", ['"Centre for Samples, University of Nowhere"']),
        ("Department of Samples and Others", ["Department of Samples and Others"]),
        ("Sample", ["Sample"]),
        ("NA", []),
        ("", []),
        ("Sample A; Sample A", ["Sample, A"]),
    ],
)
def test_names_in_running_text_become_one_line_each(text, lines):
    assert read_authors(text).splitlines() == lines


def test_what_is_stored_is_read_back_as_it_was_meant():
    stored = 'Sample, Jo (0000-0002-1825-0097)\n"Board of Trade, London"\nUniversity of Nowhere\nOther, B.'
    assert authors_of(stored) == [
        {"family": "Sample", "given": "Jo", "ORCID": "https://orcid.org/0000-0002-1825-0097"},
        {"literal": "Board of Trade, London"},
        {"literal": "University of Nowhere"},
        {"family": "Other", "given": "B."},
    ]


def test_the_line_of_every_name_is_read_back_as_the_same_name():
    for text in ("Sample AB; Other, Kim; University of X; Centre, Y", "Jo de la Sample"):
        assert authors_of(read_authors(text)) == people(text)


@pytest.mark.parametrize(
    ("function", "pasted", "bare"),
    [
        (doi, "https://doi.org/10.1000/XYZ123", "10.1000/xyz123"),
        (doi, "doi:10.1000/xyz123.", "10.1000/xyz123"),
        (doi, "see http://dx.doi.org/10.1000/(ab)12)", "10.1000/(ab)12"),
        (doi, "\u200b10.1000/x\u00ad1 ", "10.1000/x1"),
        (doi, "10.1000/a(b)", "10.1000/a(b)"),
        (doi, "(10.1000/a(b))", "10.1000/a(b)"),
        (doi, "nothing", "nothing"),
        (orcid, "https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
        (orcid, "000000021825009x", ""),
        (orcid, "0000-0002-1694-233x", "0000-0002-1694-233X"),
        (award_reference, " es/h000933/1 ", "ES/H000933/1"),
        (award_reference, "RES-451-26-0672", "RES-451-26-0672"),
        (outcome_id, " 50f32672d0cc1 \n", "50f32672d0cc1"),
    ],
)
def test_an_identifier_has_one_form(function, pasted, bare):
    assert function(pasted) == bare
    assert function(bare) == bare


def test_identifiers_are_bare_whatever_writes_them(db):
    make(Source, slug="saved", document="D", doi="https://doi.org/10.1000/A")
    Source.objects.bulk_create([Source(slug="bulk", title="B", document="D", doi="doi:10.1000/B")])
    Source.objects.filter(slug="saved").update(doi="http://dx.doi.org/10.1000/C")
    assert set(Source.objects.values_list("doi", flat=True)) == {"10.1000/c", "10.1000/b"}
    assert Source.objects.filter(doi="https://doi.org/10.1000/B").count() == 1


@pytest.mark.parametrize(
    ("values", "kind", "bibtex", "ris"),
    [
        ({"publication_type": "article", "container": "A Journal 3(2), 1–9"}, "article-journal", "@article", "JOUR"),
        ({"publication_type": "chapter", "container": "A Book"}, "chapter", "@incollection", "CHAP"),
        ({"publication_type": "book", "isbn": "978-0-00-000000-2"}, "book", "@book", "BOOK"),
        ({"publication_type": "other"}, "document", "@misc", "GEN"),
        ({}, "document", "@misc", "GEN"),
    ],
)
def test_a_publication_is_cited_as_what_it_is(values, kind, bibtex, ris, client, db):
    record = make(ImpactRecord, slug="p", impact_kind="publication", authors="Sample, Jo", **values)
    assert csl_item(record, "https://example.org/")["type"] == kind
    assert client.get("/api/v1/impact-records/p/?format=bibtex").content.decode().startswith(bibtex)
    assert f"TY  - {ris}" in client.get("/api/v1/impact-records/p/?format=ris").content.decode()


@pytest.mark.parametrize(
    ("part", "ended"),
    [("Why?", "Why?"), ("Why?.", "Why?"), ("Stop!", "Stop!"), ("End.", "End."), ("No mark", "No mark."), ("", "")],
)
def test_a_part_of_a_reference_has_one_mark_at_its_end(part, ended):
    assert sentence(part) == ended


def test_a_reference_never_has_two_marks_in_a_row(db):
    record = make(
        ImpactRecord, title="What next?", impact_kind="publication", authors="Sample, Jo", container="Who cares?"
    )
    written = reference(csl_item(record, "https://example.org/x"))
    assert "?." not in written
    # Nobody recorded where the work is: the address of our entry is not that of the work.
    assert written.endswith("What next? Who cares?")
