"""A loader writes what nobody has edited, and leaves the rest, a field that it never wrote included."""

import pytest

from collabfutures.curation.loading.writing import write
from collabfutures.curation.loading.written import Loader, Outcome, Wanted
from seminars.models import Theme, ThemeRole
from tests.making import make

LOADER, OTHER = Loader("loader"), Loader("other")


@pytest.fixture
def loaded(db):
    return write(Wanted(Theme(), {"slug": "t", "title": "T"}), LOADER).record


def test_a_field_that_a_curator_filled_is_not_overwritten_by_a_value_that_comes_later(loaded):
    Theme.objects.filter(pk=loaded.pk).update(summary="The curator's.")
    written = write(Wanted(loaded, {"slug": "t", "title": "T", "summary": "The loader's."}), LOADER)
    assert (written.outcome, written.fields) == (Outcome.DIFFERS, ["summary"])
    assert Theme.objects.get().summary == "The curator's."


def test_a_field_that_nobody_filled_is_filled_later(loaded):
    written = write(Wanted(loaded, {"slug": "t", "title": "T", "summary": "The loader's."}), LOADER)
    assert (written.outcome, Theme.objects.get().summary) == (Outcome.UPDATED, "The loader's.")


def test_an_edit_of_what_was_loaded_stays(loaded):
    Theme.objects.filter(pk=loaded.pk).update(title="Edited")
    written = write(Wanted(loaded, {"slug": "t", "title": "New"}), LOADER)
    assert (written.outcome, Theme.objects.get().title) == (Outcome.DIFFERS, "Edited")


def test_another_loader_leaves_it_unless_it_outranks(loaded):
    assert write(Wanted(loaded, {"title": "Other"}), OTHER).outcome == Outcome.DIFFERS
    assert write(Wanted(loaded, {"title": "Other"}), Loader("other", outranks=("loader",))).outcome == Outcome.UPDATED


def test_what_an_outranking_loader_wrote_is_its_own_from_then_on(loaded):
    write(Wanted(loaded, {"title": "Curated"}), Loader("other", outranks=("loader",)))
    assert write(Wanted(loaded, {"title": "Imported again"}), LOADER).outcome == Outcome.DIFFERS
    assert Theme.objects.get().title == "Curated"


def test_a_filled_field_is_not_blanked_unless_it_may_be(loaded):
    write(Wanted(loaded, {"summary": "Said."}), LOADER)
    assert write(Wanted(loaded, {"summary": ""}), LOADER).outcome == Outcome.UNCHANGED
    assert write(Wanted(loaded, {"summary": ""}), Loader("loader", may_blank=True)).outcome == Outcome.UPDATED


def test_a_text_with_other_line_ends_is_no_difference(loaded):
    write(Wanted(loaded, {"summary": "One.\nTwo."}), LOADER)
    assert write(Wanted(loaded, {"summary": "One.\r\nTwo. "}), LOADER).outcome == Outcome.UNCHANGED


def test_a_link_that_is_joined_to_a_record_of_nobody_is_known_as_the_loaders(db):
    theme, role = make(Theme), make(ThemeRole)
    write(Wanted(theme, {}, members={"roles": [role.pk]}), LOADER)
    written = write(Wanted(Theme.objects.get(), {"summary": "Loaded."}), LOADER)
    assert (written.outcome, Theme.objects.get().roles.get()) == (Outcome.UPDATED, role)
