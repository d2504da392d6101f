"""What records look like is kept, so many of each kind, and no form of it pushes another out."""

from collabfutures.curation.index import documents
from collabfutures.curation.index.documents import Documents
from seminars.models import Theme
from tests.making import make


def test_cards_in_many_ways_push_no_json_out(db, monkeypatch):
    monkeypatch.setattr(documents, "MOST", 12)
    keys, made, kept = [make(Theme).pk for _ in range(3)], [], Documents()

    def write(records):
        made.append(len(records))
        return [f"{record.slug}" for record in records]

    kept.contents(Theme, keys, ("json", "site"), write)
    for number in range(6):
        kept.contents(Theme, keys, ("card", f"told of {number}"), write)
    made.clear()
    kept.contents(Theme, keys, ("json", "site"), write)
    assert made == []
    # The cards that were made first have gone.
    kept.contents(Theme, keys, ("card", "told of 0"), write)
    assert made == [3]
