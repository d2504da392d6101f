"""The addresses of this app: a list and a record for each kind, and the answers made of several."""

from django.urls import path

from collabfutures.curation.pages.paths import record_paths
from findings import views  # noqa: F401, its views are what the paths are made of
from findings.analyses.comparison.views import compare
from findings.analyses.evidence_map import EvidenceMap
from findings.analyses.self_assessment.views import what_competes
from findings.analyses.translation.views import translate

urlpatterns = [
    path("map/", EvidenceMap.as_view(), name="map"),
    path("compare/", compare, name="compare"),
    path("what-competes/", what_competes, name="what-competes"),
    path("translate/", translate, name="translate"),
    *record_paths("findings"),
]
