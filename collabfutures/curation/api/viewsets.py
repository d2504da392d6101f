"""A kind's address in the API: read-only lists and records, the filters of the pages, strict parameters."""

import hashlib

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.utils.http import parse_etags
from rest_framework import viewsets
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from collabfutures.curation import parameters
from collabfutures.curation.api.problems import OPEN_TO_ALL, Gone
from collabfutures.curation.fields import SLUG_PATTERN
from collabfutures.curation.filters.facets import facets
from collabfutures.curation.formats.atom import AtomRenderer
from collabfutures.curation.formats.citations import (
    BibtexRenderer,
    CslRenderer,
    JsonLdRenderer,
    RisRenderer,
)
from collabfutures.curation.formats.sheets import CsvRenderer, XlsxRenderer
from collabfutures.curation.models import ContentVersion
from collabfutures.curation.pagination import RecordPagination


class StrictNegotiation(DefaultContentNegotiation):
    """A format that does not exist is named, with those that do."""

    def filter_renderers(self, renderers, format):
        known = [renderer.format for renderer in renderers]
        if format not in known:
            raise ValidationError(
                {"format": f"“{format[:40]}” is not allowed for format. Allowed: {', '.join(known)}."}
            )
        return super().filter_renderers(renderers, format)


def entity_tag(request):
    """The same for as long as the public content and the software are: what the address says is part of it."""
    parts = (settings.RELEASE, ContentVersion.current(), request.get_full_path(), request.headers.get("Accept", ""))
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


class RecordViewSet(viewsets.ReadOnlyModelViewSet):
    """Base of every kind's viewset. A subclass names its FilterSet and its serializer, and nothing else."""

    lookup_field = "slug"
    lookup_value_regex = SLUG_PATTERN
    renderer_classes = [
        JSONRenderer,
        CsvRenderer,
        XlsxRenderer,
        JsonLdRenderer,
        BibtexRenderer,
        RisRenderer,
        CslRenderer,
        AtomRenderer,
    ]
    content_negotiation_class = StrictNegotiation
    pagination_class = RecordPagination
    filter_backends = []

    @property
    def default_response_headers(self):
        return {**super().default_response_headers, **OPEN_TO_ALL}

    def dispatch(self, request, *args, **kwargs):
        """Who holds the tag of this very answer is told so at once; only a good answer bears one."""
        tag = entity_tag(request) if request.method in ("GET", "HEAD") else None
        held = {each.removeprefix("W/") for each in parse_etags(request.headers.get("If-None-Match", ""))}
        if tag in held:
            return HttpResponse(status=304, headers={**OPEN_TO_ALL, "ETag": tag, "Vary": "Accept"})
        response = super().dispatch(request, *args, **kwargs)
        if tag and response.status_code == 200:
            response["ETag"] = tag
        return response

    def get_queryset(self):
        return self.serializer_class.Meta.model.objects.published()

    def list(self, request, *args, **kwargs):
        query = request.query_params
        parameters.check(query, self.filterset_class)
        filterset = self.filterset_class(query, self.get_queryset())
        if not filterset.is_valid():
            raise ValidationError(filterset.form.errors.as_data())
        wanted = parameters.facet_names(query, filterset)
        if wanted and request.accepted_renderer.format != "json":
            raise ValidationError({"facets": "“facets” goes with format json only."})
        self.records = self.paginate_queryset(filterset.qs)
        body = self.get_serializer(self.records, many=True).data
        counted = facets(filterset, wanted) if wanted else None
        return self.paginator.get_paginated_response(body, counted)

    def retrieve(self, request, *args, **kwargs):
        parameters.check_names(request.query_params, ["format"])
        parameters.check_empty(request.query_params)
        parameters.check_repeats(request.query_params, self.filterset_class)
        record = self.get_record(kwargs["slug"])
        self.records = self.serializer_class.prepare([record])
        return Response(self.get_serializer(record).data)

    def finalize_response(self, request, response, *args, **kwargs):
        """A form that a program opens, not the browser, comes as a file with a name."""
        response = super().finalize_response(request, response, *args, **kwargs)
        extension = getattr(getattr(response, "accepted_renderer", None), "extension", None)
        if extension and response.status_code == 200:
            name = self.kwargs.get("slug") or self.serializer_class.Meta.model._meta.verbose_name_plural
            response["Content-Disposition"] = f'attachment; filename="{name.replace(" ", "-")}.{extension}"'
        return response

    def options(self, request, *args, **kwargs):
        return HttpResponse(status=204, headers={"Allow": "GET, HEAD, OPTIONS"})

    def get_record(self, slug):
        """The published record; Gone for a withdrawn one; a draft is answered as one that never was."""
        record = self.serializer_class.Meta.model.objects.once_public().filter(slug=slug).first()
        if record is None:
            raise Http404
        if not record.is_public:
            raise Gone(record)
        return record
