"""Findings as anybody would write them with DRF and django-filter, and a view that does nothing."""

import django_filters
from django.http import HttpResponse
from django.urls import include, path
from rest_framework import routers, serializers, viewsets

from findings.models import Finding

RELATIONS = ("sectors", "themes", "discourses", "barriers", "seminars", "application_areas", "sources")


class FindingSerializer(serializers.ModelSerializer):
    series = serializers.SlugRelatedField("slug", read_only=True)

    class Meta:
        model = Finding
        exclude = ("curator_note", "loaded", "token", "state")

    def get_fields(self):
        many = {name: serializers.SlugRelatedField("slug", many=True, read_only=True) for name in RELATIONS}
        return {**super().get_fields(), **many}


class FindingFilter(django_filters.FilterSet):
    sector = django_filters.CharFilter("sectors__slug")
    theme = django_filters.CharFilter("themes__slug")
    discourse = django_filters.CharFilter("discourses__slug")

    class Meta:
        model = Finding
        fields = ("consensus",)


class FindingViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = (
        Finding.objects.filter(state="published")
        .select_related("series")
        .prefetch_related(*RELATIONS)
        .order_by("sort_title", "pk")
    )
    serializer_class = FindingSerializer
    filterset_class = FindingFilter
    lookup_field = "slug"


router = routers.SimpleRouter()
router.register("findings", FindingViewSet)
urlpatterns = [path("bare/", lambda request: HttpResponse("ok")), path("", include(router.urls))]
