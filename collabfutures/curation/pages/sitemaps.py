"""Where crawlers find every public record: one sitemap a kind, made from the installed kinds; and the other pages."""

from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.urls import reverse

from collabfutures.curation.models import kinds


class RecordSitemap(Sitemap):
    limit = 5_000

    def __init__(self, model):
        self.model = model

    def items(self):
        return self.model.objects.published().order_by("pk").only("slug", "updated_at")

    def get_latest_lastmod(self):
        return self.items().aggregate(latest=Max("updated_at"))["latest"]

    def lastmod(self, record):
        return record.updated_at


class PageSitemap(Sitemap):
    """The lists of all kinds, and the pages with these names."""

    def __init__(self, names):
        self.names = names

    def items(self):
        return [*map(reverse, self.names), *(model.get_list_url() for model in kinds())]

    def location(self, address):
        return address


def record_sitemaps():
    return {model._meta.model_name: RecordSitemap(model) for model in kinds()}
