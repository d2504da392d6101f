"""The addresses of this app's pages."""

from django.urls import path

from collabfutures.curation.pages import converters  # noqa: F401, registers <record:slug>
from seminars import views

urlpatterns = [
    path("series/", views.SeriesList.as_view(), name="series-list"),
    path("series/<record:slug>/", views.SeriesDetail.as_view(), name="series-detail"),
    path("seminars/", views.SeminarList.as_view(), name="seminar-list"),
    path("seminars/<record:slug>/", views.SeminarDetail.as_view(), name="seminar-detail"),
    path("representation/", views.RepresentationList.as_view(), name="representation-list"),
    path("representation/<record:slug>/", views.RepresentationDetail.as_view(), name="representation-detail"),
    path("discourses/", views.DiscourseList.as_view(), name="discourse-list"),
    path("discourses/<record:slug>/", views.DiscourseDetail.as_view(), name="discourse-detail"),
    path("themes/", views.ThemeList.as_view(), name="theme-list"),
    path("themes/<record:slug>/", views.ThemeDetail.as_view(), name="theme-detail"),
    path("theme-roles/", views.ThemeRoleList.as_view(), name="themerole-list"),
    path("theme-roles/<record:slug>/", views.ThemeRoleDetail.as_view(), name="themerole-detail"),
    path("sectors/", views.SectorList.as_view(), name="sector-list"),
    path("sectors/<record:slug>/", views.SectorDetail.as_view(), name="sector-detail"),
    path("sources/", views.SourceList.as_view(), name="source-list"),
    path("sources/<record:slug>/", views.SourceDetail.as_view(), name="source-detail"),
]
