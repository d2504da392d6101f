"""A loader writes what nobody has edited, and leaves the rest, a field that it never wrote included."""

import pytest

from collabfutures.curation.loading import Outcome, Written, join, write
from seminars.models import Theme, ThemeRole
from tests.making import make


@pytest.fixture
def loaded(db):
    return write(Theme(), {"slug": "t", "title": "T"}, {}, by="loader").record


def test_a_field_that_a_curator_filled_is_not_overwritten_by_a_value_that_comes_later(loaded):
    Theme.objects.filter(pk=loaded.pk).update(summary="The curator's.")
    written = write(loaded, {"slug": "t", "title": "T", "summary": "The loader's."}, {}, by="loader")
    assert (written.outcome, written.fields) == (Outcome.DIFFERS, ["summary"])
    assert Theme.objects.get().summary == "The curator's."


def test_a_field_that_nobody_filled_is_filled_later(loaded):
    written = write(loaded, {"slug": "t", "title": "T", "summary": "The loader's."}, {}, by="loader")
    assert (written.outcome, Theme.objects.get().summary) == (Outcome.UPDATED, "The loader's.")


def test_an_edit_of_what_was_loaded_stays(loaded):
    Theme.objects.filter(pk=loaded.pk).update(title="Edited")
    written = write(loaded, {"slug": "t", "title": "New"}, {}, by="loader")
    assert (written.outcome, Theme.objects.get().title) == (Outcome.DIFFERS, "Edited")


def test_another_loader_leaves_it_unless_it_outranks(loaded):
    assert write(loaded, {"title": "Other"}, {}, by="other").outcome == Outcome.DIFFERS
    assert write(loaded, {"title": "Other"}, {}, by="other", outranks=("loader",)).outcome == Outcome.UPDATED


def test_what_an_outranking_loader_wrote_is_its_own_from_then_on(loaded):
    write(loaded, {"title": "Curated"}, {}, by="other", outranks=("loader",))
    assert write(loaded, {"title": "Imported again"}, {}, by="loader").outcome == Outcome.DIFFERS
    assert Theme.objects.get().title == "Curated"


def test_a_filled_field_is_not_blanked_unless_it_may_be(loaded):
    write(loaded, {"summary": "Said."}, {}, by="loader")
    assert write(loaded, {"summary": ""}, {}, by="loader").outcome == Outcome.UNCHANGED
    assert write(loaded, {"summary": ""}, {}, by="loader", may_blank=True).outcome == Outcome.UPDATED


def test_a_text_with_other_line_ends_is_no_difference(loaded):
    write(loaded, {"summary": "One.\nTwo."}, {}, by="loader")
    assert write(loaded, {"summary": "One.\r\nTwo. "}, {}, by="loader").outcome == Outcome.UNCHANGED


def test_a_link_that_is_joined_to_a_record_of_nobody_is_known_as_the_loaders(db):
    theme, role = make(Theme), make(ThemeRole)
    join(Written(theme, Outcome.UNCHANGED, [], False), {"roles": role.pk}, by="loader")
    written = write(Theme.objects.get(), {"summary": "Loaded."}, {}, by="loader")
    assert (written.outcome, Theme.objects.get().roles.get()) == (Outcome.UPDATED, role)
