"""Areas of use moved from one app to another: rows, keys, permissions and addresses stay, forth and back.

It migrates for a quarter of a minute and looks at a move that is made once, so it is no part of the quick suite.
"""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection

from collabfutures.curation.search.everywhere import everywhere
from collabfutures.curation.search.matching import Search
from findings.models import Finding
from seminars.models import ApplicationArea
from tests.making import make


@pytest.mark.django_db(transaction=True)
def test_application_areas_keep_rows_keys_permissions_and_links_in_either_app():
    area = make(ApplicationArea, title="Energy")
    make(Finding, slug="tied").application_areas.add(area)
    publish = Permission.objects.get(codename="publish_applicationarea")
    kept = (area.pk, publish.pk, publish.content_type_id)
    try:
        # What stands on it in findings is taken back first.
        call_command("migrate", "seminars", "0006", verbosity=0)
        assert ContentType.objects.get(pk=publish.content_type_id).app_label == "findings"
        with connection.cursor() as cursor:
            cursor.execute("SELECT id, title FROM findings_applicationarea")
            assert cursor.fetchall() == [(area.pk, "Energy")]
    finally:
        call_command("migrate", verbosity=0)
    area, publish = ApplicationArea.objects.get(), Permission.objects.get(codename="publish_applicationarea")
    assert (area.pk, publish.pk, publish.content_type_id) == kept
    assert publish.content_type.app_label == "seminars"
    assert [finding.slug for finding in area.findings.all()] == ["tied"]
    # The area itself, and the finding that is tied to it.
    assert sum(map(len, everywhere(Search("energy")).values())) == 2
