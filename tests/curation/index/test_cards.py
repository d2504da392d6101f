"""Cards that are kept are what they would be made anew, whatever changed and whatever the list says of all."""

from collabfutures.curation.index.follower import follower
from collabfutures.curation.responses.kept import kept_responses
from findings.models import Finding
from seminars.models import Sector, Series
from tests.making import make


def test_a_kept_card_follows_its_record_and_what_it_shows(client, db):
    series = make(Series, title="An award", award_reference="ES/X000001/1")
    finding = make(Finding, title="Trust grows", series=series, summary="Slowly.")
    sector = make(Sector, title="Public")
    finding.sectors.add(sector)
    other = make(Finding, title="Power is named", series=series, summary="Seldom.")
    changes = [
        lambda: Finding.objects.filter(pk=finding.pk).update(summary="Very slowly."),
        lambda: Sector.objects.filter(pk=sector.pk).update(title="Public bodies"),
        lambda: Series.objects.update(award_reference="ES/X000002/1"),
        lambda: other.sectors.add(sector),
        lambda: Sector.objects.filter(pk=sector.pk).update(state="withdrawn"),
    ]
    told = ["Very slowly.", "Public bodies", "ES/X000002/1", "", ""]
    client.get("/findings/")
    for change, words in zip(changes, told, strict=True):
        change()
        page = client.get("/findings/").content.decode()
        for memory in (follower, kept_responses):
            memory.forget()
        assert page == client.get("/findings/").content.decode()
        assert words in page
    assert "Public bodies" not in page
