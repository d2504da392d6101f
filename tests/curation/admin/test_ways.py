"""Where a curator is led: to the public page, to all the lines of a record, to the reason that a withdrawal wants."""

import re

from collabfutures.curation.publication import State
from findings.models import Barrier, Finding
from seminars.models import Series
from tests.making import make


def text(response):
    return response.content.decode()


def test_a_record_leads_to_its_page_and_a_draft_to_its_preview(admin, db):
    for state, where in (("published", "/barriers/"), ("draft", "/admin/findings/barrier/")):
        record = make(Barrier, state=state)
        page = text(admin.get(f"/admin/findings/barrier/{record.pk}/change/"))
        address = re.search(r'<a href="([^"]*)" class="viewsitelink"', page)[1]
        shown = admin.get(address, follow=True)
        path = shown.redirect_chain[-1][0] if shown.redirect_chain else address
        assert (where in path, shown.status_code, record.title in text(shown)) == (True, 200, True)


def test_a_record_of_many_lines_leads_to_the_list_of_all_of_them(admin, db):
    whole = make(Finding)
    for _ in range(120):
        make(Finding, State.DRAFT, parent=whole)
    page = text(admin.get(f"/admin/findings/finding/{whole.pk}/change/"))
    address = re.search(r'<a href="([^"]+)">See and edit all of them in their own list</a>', page)[1]
    assert "120 " in text(admin.get(address.replace("&amp;", "&")))


def test_a_withdrawal_without_a_reason_is_asked_for_one_and_nothing_is_withdrawn(admin, db):
    record = make(Series)
    sent = {"action": "withdraw", "_selected_action": [record.pk], "confirmed": "1", "reason": "  "}
    page = text(admin.post("/admin/seminars/series/", sent))
    record.refresh_from_db()
    assert (record.state, "Say why: readers who follow a link are told." in page) == ("published", True)
    admin.post("/admin/seminars/series/", {**sent, "reason": "Misread."})
    record.refresh_from_db()
    assert (record.state, record.withdrawn_reason) == ("withdrawn", "Misread.")
