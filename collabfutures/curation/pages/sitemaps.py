"""Where crawlers find every public record: one sitemap a kind, made from the installed kinds; and the other pages."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import SitemapIndexItem
from django.db.models import Count, Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from collabfutures.curation.models import Record, kinds
from collabfutures.curation.unions import constant, union_all

LIMIT = 5_000


class RecordSitemap(Sitemap):
    limit = LIMIT

    def __init__(self, model: type[Record]) -> None:
        self.model = model

    def items(self) -> QuerySet:
        return self.model.objects.published().order_by("pk").only("slug", "updated_at")

    def get_latest_lastmod(self) -> datetime | None:
        return self.items().aggregate(latest=Max("updated_at"))["latest"]

    def lastmod(self, record: Record) -> datetime:
        return record.updated_at


class PageSitemap(Sitemap):
    """The lists of all kinds, and the pages with these names."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = names

    def items(self) -> list[str]:
        return [*map(reverse, self.names), *(model.get_list_url() for model in kinds())]

    def location(self, address: str) -> str:
        return address


def record_sitemaps() -> dict[str, RecordSitemap]:
    return {str(model._meta.model_name): RecordSitemap(model) for model in kinds()}


def sitemap_index(request: HttpRequest, sitemaps: dict[str, Sitemap]) -> HttpResponse:
    """The index of the sitemaps. Django's own asks two queries of each kind; this one asks one for all."""
    rows = union_all(
        model.objects.published()
        .order_by()
        .values("state")
        .annotate(n=Count("pk"), last=Max("updated_at"))
        .values_list(constant(str(model._meta.model_name)), "n", "last")
        for model in kinds()
    )
    found = {name: (number, last) for name, number, last in rows}
    items = [
        SitemapIndexItem(_address(request, section, page), last)
        for section in sitemaps
        for number, last in [found.get(section, (1, None))]
        for page in range(1, -(-number // LIMIT) + 1)
    ]
    return render(request, "sitemap_index.xml", {"sitemaps": items}, content_type="application/xml; charset=utf-8")


def _address(request, section, page):
    address = request.build_absolute_uri(reverse("sitemap", args=[section]))
    return f"{address}?p={page}" if page > 1 else address
