"""The addresses of this app's pages: a list and a record for each kind, where its views say."""

from django.urls import path

from collabfutures.curation.pages.paths import record_paths
from seminars import views

urlpatterns = [
    path("series/<record:slug>/statements/", views.SeriesStatements.as_view(), name="series-statements"),
    *record_paths("seminars"),
]
