"""Every address of the site."""

from django.contrib import admin
from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from collabfutures.api import router
from collabfutures.brief.views import brief
from collabfutures.curation.pages.sitemaps import PageSitemap, record_sitemaps
from collabfutures.site import endpoints as machines
from collabfutures.site import views as pages
from collabfutures.site.openapi_view import Description
from collabfutures.site.pathway_content import PATHWAYS

PAGES = ("home", "map", "compare", "what-competes", "translate", "about", "accessibility")
SITEMAPS = {"pages": PageSitemap([*PAGES, *(f"pathway-{name}" for name in PATHWAYS)]), **record_sitemaps()}

sitemap_index, sitemap = (csrf_exempt(require_safe(view)) for view in (sitemaps.index, sitemaps.sitemap))

urlpatterns = [
    path("", pages.home, name="home"),
    path("search/", pages.search, name="search"),
    path("search/suggest/", machines.suggest, name="suggest"),
    path("feed/", machines.feed, name="feed"),
    path("brief/", brief, name="brief"),
    *(path(f"{name}/", pages.pathway, {"name": name}, name=f"pathway-{name}") for name in PATHWAYS),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path(
        "sitemap.xml", csrf_exempt(require_safe(sitemaps.index)), {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"}
    ),
    path("sitemap-<section>.xml", csrf_exempt(require_safe(sitemaps.sitemap)), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("about/", pages.about, name="about"),
    path("robots.txt", machines.robots, name="robots"),
    path("favicon.ico", machines.favicon),
    path("healthz", machines.health, name="health"),
    path("", include("seminars.urls")),
    path("", include("findings.urls")),
    path("api/v1/openapi.json", Description.as_view(), name="openapi"),
    path("api/v1/", include((router.urls, "api"))),
    path("admin/", admin.site.urls),
]
handler400 = "collabfutures.site.views.unreadable"
handler404 = "collabfutures.site.views.not_found"
handler500 = "collabfutures.site.views.failed"

admin.site.site_header = admin.site.site_title = "Collaborative Futures: curation"
admin.site.index_title = "What would you like to curate?"
