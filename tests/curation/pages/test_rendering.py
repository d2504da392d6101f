"""A page needs nothing that somebody must remember to attach."""

from django.template import RequestContext, Template
from django.test import RequestFactory

from collabfutures.curation.formats.linked_data import described
from collabfutures.curation.pages.field_values import field_values
from collabfutures.curation.pages.rendering import render_page
from findings.models import Finding
from findings.serializers import FindingSerializer
from seminars.models import Source, Theme
from seminars.serializers import SourceSerializer
from tests.making import make


def test_a_page_that_names_no_parameter_ignores_them_all_and_stands(rf: RequestFactory, db):
    request = rf.get("/anywhere/?utm_source=letter&sort=x")
    page = render_page(request, "about.html", {"kinds": []}).content.decode()
    assert "does not know them" in page
    assert '<link rel="canonical" href="http://testserver/anywhere/">' in page


def test_a_template_rendered_without_a_query_knows_its_address(rf: RequestFactory, db):
    context = RequestContext(rf.get("/anywhere/?x=1"), {})
    assert Template("{% own_address %}").render(context) == "http://testserver/anywhere/"


def test_links_answer_for_a_record_that_nobody_prepared(db):
    finding = make(Finding, summary="Said.")
    finding.themes.add(make(Theme, slug="trust", title="Trust"), make(Theme, state="draft", title="Hidden"))
    finding.sources.add(make(Source, slug="s", title="S", document="D"))
    fresh = Finding.objects.get(pk=finding.pk)
    assert [str(link) for link in fresh.links["themes"]] == ["Trust"]
    assert described(fresh, lambda path: path)["citation"][0]["@id"] == "/sources/s/"
    assert "Trust" in str(field_values(fresh, FindingSerializer))


def test_a_value_is_shown_as_its_type_asks_whatever_its_name(db):
    source = make(Source, document="D", web_address="https://example.org/x", doi="10.1000/x<y")
    values = {each.name: each.values for each in field_values(source, SourceSerializer)}
    assert values["web_address"][0].address == "https://example.org/x"
    assert values["doi"][0].address == "https://doi.org/10.1000/x%3Cy"
    assert values["document"][0].address == ""
