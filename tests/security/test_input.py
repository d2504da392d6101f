"""Whatever somebody types or brings is data: no address, pattern, format, mail header or template is made of it."""

import io
import zipfile

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from openpyxl import Workbook

from collabfutures.curation.admin.copies.notices import tell
from collabfutures.curation.fields import AddressField
from collabfutures.curation.sheets.reading import rows_of
from findings.gtr.fitting import fitting
from findings.gtr.people import redact_people
from findings.models import Finding, ImpactRecord
from tests.kinds import KINDS
from tests.making import make
from tests.said import text
from tests.signin.test_sign_in import made_link, manager

WITH_ADDRESSES = [kind for kind in KINDS if any(isinstance(field, AddressField) for field in kind._meta.fields)]
DANGEROUS = [
    "javascript:alert(1)",
    "JavaScript://example.org/%0Aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://example.org/",
    "//example.org/",
]


@pytest.mark.parametrize("value", DANGEROUS)
# ASVS V1.2.2
def test_only_http_and_https_are_addresses_of_a_record(value, db):
    names = [kind._meta.model_name for kind in WITH_ADDRESSES]
    assert sorted(names) == ["finding", "impactrecord", "series", "source"]
    for kind in WITH_ADDRESSES:
        with pytest.raises(ValidationError) as refused:
            kind(title="T", slug="t", web_address=value).full_clean()
        assert refused.value.message_dict["web_address"] == ["Enter a valid URL."], kind
        for right in ("https://example.org/a", "http://example.org/"):
            kind._meta.get_field("web_address").clean(right, None)


@pytest.mark.parametrize("value", DANGEROUS)
# ASVS V1.2.2
def test_an_award_that_is_brought_leaves_out_any_other_address(value):
    assert fitting(ImpactRecord, {"web_address": value}) == {"web_address": ""}
    assert fitting(ImpactRecord, {"web_address": "https://example.org/"}) == {"web_address": "https://example.org/"}


# ASVS V1.2.9
def test_a_name_is_no_pattern_when_it_is_taken_out():
    tree = {"person": {"firstName": "A(", "surname": "B[c"}, "text": "Dr A( B[c said so.", "other": "AB Bc stay."}
    assert redact_people(tree) == {"text": "[name removed] said so.", "other": "AB Bc stay."}
    tree = {"person": {"firstName": ".", "surname": "S.e"}, "text": ". S.e said so.", "other": "x See stays."}
    assert redact_people(tree)["other"] == "x See stays."


# ASVS V1.3.7
def test_a_title_is_no_template(client, db):
    typed = "{{ 7|add:42 }}{% now 'Y' %}"
    finding = make(Finding, title=typed, summary=typed)
    page = text(client, finding.get_absolute_url())
    assert f"<h1>{typed}</h1>" in page
    assert typed in text(client, Finding.get_list_url())
    assert client.get(f"{Finding.get_api_url()}{finding.slug}/").json()["title"] == typed


# ASVS V1.3.10
def test_a_username_is_no_format(db, settings):
    settings.EMAIL_HOST = "mail.example.org"
    account = User.objects.create_user("{0.__class__}{link}", "pat@example.org", is_staff=True)
    made_link(manager(), account)
    (message,) = mail.outbox
    assert message.body.startswith("With this link you choose the password of '{0.__class__}{link}'. It works once")
    assert message.body.count("http://testserver/admin/account/password/") == 1


# ASVS V1.3.11
def test_a_line_end_in_a_subject_makes_no_header(settings):
    settings.EMAIL_HOST = "mail.example.org"
    for number, end in enumerate(("\n", "\r\n", "\r", "\u2028"), start=1):
        tell(User(username="pat", email="pat@example.org"), f"A{end}Bcc: x@example.org", "The text.")
        assert len(mail.outbox) == number
        message = mail.outbox[-1]
        assert (message.subject, message.recipients()) == ("A Bcc: x@example.org", ["pat@example.org"])
        assert message.message()["Bcc"] is None


# ASVS V1.3.11
def test_a_line_end_in_an_address_is_sent_nothing(client, db, settings):
    settings.EMAIL_HOST = "mail.example.org"
    User.objects.create_user("pat", "pat@example.org", is_staff=True)
    sent = client.post(reverse("account_reset_password"), {"email": "pat@example.org\nBcc: x@example.org"})
    assert "Enter a valid email address." in sent.content.decode()
    assert mail.outbox == []


def workbook(declared=b"", changed_part="xl/worksheets/sheet1.xml"):
    """A workbook with one record in its sheet; a part may declare an entity: the record's title, in the sheet."""
    book, made, changed = Workbook(), io.BytesIO(), io.BytesIO()
    for row in (["slug", "title"], ["trust", "Trust"]):
        book.active.append(row)
    book.save(made)
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(changed, "w") as written:
        for name in parts.namelist():
            content = parts.read(name)
            if declared and name == changed_part:
                content = declared + content.replace(b"Trust", b"&said;")
            written.writestr(name, content)
    return changed.getvalue()


@pytest.mark.parametrize("of", [b'"Expanded"', b'SYSTEM "file:///etc/hostname"'], ids=["internal", "external"])
# ASVS V1.5.1
def test_a_sheet_that_declares_an_entity_is_refused(of):
    assert rows_of(workbook()) == [["slug", "title"], ["trust", "Trust"]]
    for part in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"):
        with pytest.raises(ValidationError, match="declares a document type"):
            rows_of(workbook(b"<!DOCTYPE worksheet [<!ENTITY said " + of + b">]>", part))
