"""A table of numbers is the same from the bitmaps as by SQL."""

from dataclasses import replace
from itertools import pairwise

import pytest
from django.http import QueryDict

from collabfutures.curation.filters import matrix
from collabfutures.curation.filters.axes import Axis
from collabfutures.curation.filters.matrix import Table
from collabfutures.curation.index import tables
from collabfutures.curation.index.follower import follower
from findings.analyses.evidence_map import axis_names, mappable


def asked(kind, query):
    """A table of each filter against the one after it, and the first against the last."""
    names = axis_names(kind.filterset_class)
    filterset = kind.filterset_class(QueryDict(query), kind.model.objects.published())
    assert filterset.is_valid()
    ends = [*pairwise(names), (names[0], names[-1])]
    return [
        (filterset, Table(Axis(one), Axis(other), kind.filterset_class, remarks=None))
        for one, other in ends
        if one != other
    ]


@pytest.mark.parametrize("name", ["finding", "research-question", "impact-record", "barrier", "learning-transfer"])
def test_a_table_of_numbers_is_what_sql_says(name, series):
    kind = mappable()[name]
    some = next(iter(follower.current(kind.model).options["sector"].by_slug)) if name == "finding" else ""
    for query in ("", f"sector={some}" if some else "q=the"):
        pairs = asked(kind, query)
        for ours, theirs in zip(tables.filled(pairs), matrix.filled(pairs), strict=True):
            assert ours.counts == theirs.counts
            assert [set(side.items()) for side in ours.headings] == [set(side.items()) for side in theirs.headings]
        assert any(each.counts for each in matrix.filled(pairs))


def test_what_is_left_out_of_a_table_is_left_out_of_its_numbers(series):
    kind = mappable()["finding"]
    filterset, _ = asked(kind, "")[0]
    whole = Table(Axis("theme"), Axis("discourse"), kind.filterset_class, remarks=None)
    ours, theirs = (
        each.filled([(filterset, replace(whole, narrowed=(("overview", "no"),)))]) for each in (tables, matrix)
    )
    assert ours[0].counts == theirs[0].counts != matrix.filled([(filterset, whole)])[0].counts


def test_too_many_pairs_are_left_to_the_database(series, monkeypatch):
    pairs = asked(mappable()["finding"], "")
    assert all(tables._rows(*pair) is not None for pair in pairs)
    monkeypatch.setattr(tables, "MOST_PAIRS", 0)
    assert all(tables._rows(*pair) is None for pair in pairs if matrix.filled([pair])[0].counts)
