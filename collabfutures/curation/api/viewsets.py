"""A kind's address in the API: read-only lists and records, the filters of the pages, strict parameters."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from rest_framework import viewsets
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from collabfutures.curation import parameters, registry
from collabfutures.curation.addresses import formerly
from collabfutures.curation.api.filter_backend import RecordFilterBackend
from collabfutures.curation.api.groups import GROUP_BY, check_group_page, group_response
from collabfutures.curation.api.negotiation import FormNegotiation
from collabfutures.curation.api.pagination import RecordPagination
from collabfutures.curation.api.problems import OPEN_TO_ALL, Gone
from collabfutures.curation.api.reading import Readable
from collabfutures.curation.api.tombstones import INCLUDE, check_include, tombstones
from collabfutures.curation.fields import SLUG_PATTERN
from collabfutures.curation.filters.filtersets import RecordFilterSet, present_slugs
from collabfutures.curation.filters.options import Part
from collabfutures.curation.formats.atom import AtomRenderer
from collabfutures.curation.formats.chosen_fields import FIELDS, FORMS, OMIT, FieldChoice
from collabfutures.curation.formats.citations import BibtexRenderer, CslRenderer, RisRenderer
from collabfutures.curation.formats.json_forms import JsonLdRenderer, JsonLinesRenderer
from collabfutures.curation.formats.sheets import CsvRenderer, XlsxRenderer
from collabfutures.curation.index.documents import as_json
from collabfutures.curation.index.follower import follower
from collabfutures.curation.index.index_results import IndexResults
from collabfutures.curation.index.plain_query import plain_query
from collabfutures.curation.index.results import Results, results
from collabfutures.curation.models import Record

# The forms with which a parameter goes, where it does not go with all.
OF_FORMS = {
    "facets": ("json",),
    "count": ("json",),
    FIELDS: FORMS,
    OMIT: FORMS,
    GROUP_BY: ("json", "csv"),
    INCLUDE: ("json",),
}
# Parameters that a query may have besides filters and still be a plain one.
PLAIN_LAYOUT = tuple(name for name in parameters.LAYOUT if name != "cursor")


class RecordViewSet(Readable, viewsets.ReadOnlyModelViewSet):
    """Base of every kind's viewset. A subclass names its place in the API, its FilterSet and its serializer."""

    route = ""

    filterset_class: type[RecordFilterSet]
    serializer_class: Any
    paginator: Any

    lookup_field = "slug"
    lookup_value_regex = SLUG_PATTERN
    renderer_classes = [
        JSONRenderer,
        CsvRenderer,
        JsonLinesRenderer,
        XlsxRenderer,
        JsonLdRenderer,
        BibtexRenderer,
        RisRenderer,
        CslRenderer,
        AtomRenderer,
    ]
    content_negotiation_class = FormNegotiation
    pagination_class = RecordPagination
    filter_backends = [RecordFilterBackend]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        registry.add(cls)

    @property
    def model(self) -> type[Record]:
        return self.serializer_class.Meta.model

    def get_queryset(self) -> QuerySet:
        return self.model.objects.published()

    # DRF's methods promise a Response of its own; a redirection is none.
    def list(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        try:
            found = self.results(request)
        except ValidationError:
            moved = present_slugs(self.filterset_class, request.query_params)
            if moved is None:
                raise
            return HttpResponsePermanentRedirect(f"{request.path}?{moved.urlencode()}")
        wanted = parameters.facet_names(request.query_params, self.filterset_class)
        parameters.check_count(request.query_params)
        check_group_page(request.query_params)
        check_include(request.query_params)
        _check_form(request)
        if GROUP_BY in request.query_params:
            return group_response(request, self, found.count)
        choice = FieldChoice.of(request.query_params, self.serializer_class)
        page = self.paginator.read(found, request, self)
        if request.accepted_renderer.format != "json":
            return self.paginator.file_response(request.accepted_renderer)
        beside = tombstones(request, self.model) if INCLUDE in request.query_params else {}
        part = Part(*parameters.facet_part(request.query_params))
        counts = found.counts(wanted, part) if wanted else {}
        if "count" in request.query_params:
            return self.paginator.json_response(None, counts, beside)
        site, write = request.build_absolute_uri("/"), as_json(self.model, request, choice.applied)
        return self.paginator.json_response(found.contents(page.keys, ("json", site, choice), write), counts, beside)

    def results(self, request: Request) -> Results:
        """What the query finds. Raises ValidationError naming the parameters at fault."""
        index = follower.current(self.model)
        plain = index and plain_query(self.filterset_class, request.query_params, PLAIN_LAYOUT, index)
        if index and plain:
            return IndexResults(plain, index)
        return results(RecordFilterBackend().get_filterset(request, self.get_queryset(), self))

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        parameters.check_names(request.query_params, parameters.RECORD_LAYOUT)
        parameters.check_empty(request.query_params)
        parameters.check_repeats(request.query_params, self.filterset_class)
        try:
            record = self.get_object()
        except Http404:
            found = formerly(self.serializer_class.Meta.model, kwargs["slug"])
            if found is None:
                raise
            if not isinstance(found, str):
                raise Gone(found) from None
            address = request.get_full_path().replace(f"/{kwargs['slug']}", f"/{found}", 1)
            return HttpResponsePermanentRedirect(address)
        _check_form(request)
        choice = FieldChoice.of(request.query_params, self.serializer_class)
        self.serializer_class.prepare([record])
        data = self.get_serializer(record).data
        # The other forms are made from the record that the serializer of these data holds.
        return Response(choice.applied(data) if request.accepted_renderer.format == "json" else data)

    def get_object(self) -> Record:
        """The published record; Gone for a withdrawn one; a draft is answered as one that never was."""
        record = self.serializer_class.Meta.model.objects.once_public().filter(slug=self.kwargs["slug"]).first()
        if record is None:
            raise Http404
        if not record.is_public:
            raise Gone(record)
        return record

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """A form that a program opens, not the browser, comes as a file with a name."""
        response = super().finalize_response(request, response, *args, **kwargs)
        for name, value in {**OPEN_TO_ALL, "Vary": "Accept"}.items():
            response.headers.setdefault(name, value)
        extension = getattr(getattr(request, "accepted_renderer", None), "extension", None)
        if extension and response.status_code == 200:
            name = self.kwargs.get("slug") or self.serializer_class.Meta.model._meta.verbose_name_plural
            response["Content-Disposition"] = f'attachment; filename="{name.replace(" ", "-")}.{extension}"'
        return response


def _check_form(request: Request) -> None:
    """Refuses by name what the form of the answer has no place for."""
    form = request.accepted_renderer.format
    for name, forms in OF_FORMS.items():
        if name in request.query_params and form not in forms:
            raise ValidationError({name: f"“{name}” goes with format {', '.join(forms)} only."})
