"""Every address of the site."""

from django.conf import settings
from django.contrib import admin
from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path

from collabfutures.api import answer_urls, router
from collabfutures.brief.views import brief
from collabfutures.curation.api.changes import Changes
from collabfutures.curation.api.dump import Dump, DumpFile
from collabfutures.curation.pages.rendering import public_page
from collabfutures.curation.pages.sitemaps import PageSitemap, record_sitemaps, sitemap_index
from collabfutures.site import developers, endpoints, probes, search_view, views
from collabfutures.site.openapi_view import Description
from collabfutures.site.pathway_content import PATHWAYS

PAGES = ("home", "map", "compare", "what-competes", "translate", "about", "accessibility")
SITEMAPS = {"pages": PageSitemap([*PAGES, *(f"pathway-{name}" for name in PATHWAYS)]), **record_sitemaps()}
SITEMAP = {"sitemaps": SITEMAPS, "content_type": "application/xml; charset=utf-8"}

urlpatterns = [
    # First, because programs ask most often.
    path("api/v1/openapi.json", Description.as_view(), name="openapi"),
    path("api/v1/changes/", Changes.as_view(), name="changes"),
    path("api/v1/dump/", Dump.as_view(), name="dump"),
    path("api/v1/dump/<name>", DumpFile.as_view(), name="dump-file"),
    path("api/v1/", include(answer_urls)),
    path("api/v1/", include((router.urls, "api"))),
    path("api/", developers.home, name="developers"),
    path("api/explore/", developers.explore, name="explore"),
    path("api/problems/<slug:code>/", developers.problem_page, name="problem"),
    path("", views.home, name="home"),
    path("search/", search_view.search, name="search"),
    path("search/suggest/", endpoints.suggest, name="suggest"),
    path("feed/", endpoints.feed, name="feed"),
    path("brief/", brief, name="brief"),
    *(path(f"{name}/", views.pathway, {"name": name}, name=f"pathway-{name}") for name in PATHWAYS),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("sitemap.xml", public_page(sitemap_index), {"sitemaps": SITEMAPS}),
    path("sitemap-<section>.xml", public_page(sitemaps.sitemap), SITEMAP, name="sitemap"),
    path("about/", views.about, name="about"),
    path("robots.txt", endpoints.robots, name="robots"),
    path("favicon.ico", endpoints.favicon),
    path("healthz", public_page(probes.health), name="health"),
    path("readyz", public_page(probes.ready), name="ready"),
    path("", include("seminars.urls")),
    path("", include("findings.urls")),
    # Before the admin, whose own page to sign in it takes the place of.
    path("admin/", include("collabfutures.signin.urls")),
    path("admin/", admin.site.urls),
]
handler400 = "collabfutures.site.views.unreadable"
handler404 = "collabfutures.site.views.not_found"
handler500 = "collabfutures.site.views.failed"

admin.site.site_header = admin.site.site_title = f"{settings.SITE_NAME}: curation"
admin.site.index_title = "What would you like to curate?"
