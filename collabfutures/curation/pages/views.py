"""Pages of a kind: a filtered list and a record. A subclass names its FilterSet and serializer, as the viewset does."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from collabfutures.curation import parameters
from collabfutures.curation.api.problems import withdrawal
from collabfutures.curation.api.viewsets import RecordViewSet
from collabfutures.curation.citations.csl import SITE, csl_item
from collabfutures.curation.citations.plain import reference
from collabfutures.curation.filters.active import advice, chips, has_empty, searched_stems
from collabfutures.curation.filters.axes import Axis
from collabfutures.curation.filters.facets import facets
from collabfutures.curation.filters.filtersets import RecordFilterSet
from collabfutures.curation.filters.matrix import matrix
from collabfutures.curation.formats.linked_data import CONTEXT, dataset, described
from collabfutures.curation.pages.backlinks import backlinks
from collabfutures.curation.pages.field_values import field_values
from collabfutures.curation.pagination import SIZES, USUAL_SIZE, Page
from collabfutures.curation.search.synonyms import other_names


@method_decorator(csrf_exempt, name="dispatch")
class RecordPage(View):
    """What the list and the record have in common: the kind they show."""

    serializer_class = None

    @property
    def model(self):
        return self.serializer_class.Meta.model

    def template_names(self, name):
        own = f"{self.model._meta.app_label}/{self.model._meta.model_name}_{name}.html"
        return [own, f"records/{name}.html"]


@dataclass(frozen=True)
class Table:
    """A matrix that a list shows above its records: which axes, and how a reader is told to read it."""

    row: Axis
    column: Axis
    # The FilterSet of the list that an empty cell leads to.
    gap: type[RecordFilterSet]
    caption: str
    note: str
    # The columns told beside the titles of the records in the cells; None tells their number only.
    told: tuple[str, ...] | None = ()

    @property
    def gap_kind(self):
        return self.gap._meta.model._meta.verbose_name_plural


class RecordListView(RecordPage):
    """A list that a reader narrows. Its whole state is in the address, and it works without JavaScript."""

    filterset_class = None
    intro = ""
    # The title of the page, where it is more than the kind in the plural.
    heading = ""
    tables = ()
    # Parameters of the page besides the filters.
    extra_names = ()
    # Values of an address that go without saying.
    usual = {"page": "1", "page_size": str(USUAL_SIZE)}

    def get(self, request):
        query = request.GET
        clean = parameters.canonical(query, self.usual)
        if clean != parameters.canonical(query, {}) or has_empty(query):
            return redirect(f"{request.path}?{clean}" if clean else request.path)
        known = [*self.filterset_class.base_filters, *parameters.PAGE_LAYOUT, *self.extra_names]
        parameters.note_ignored(request, known)
        context = {
            "model": self.model,
            "intro": self.intro,
            "heading": self.heading or capfirst(self.model._meta.verbose_name_plural),
            "sizes": SIZES,
            "card": self.template_names("card"),
        }
        try:
            context |= self.results(request, self.filtered(query))
        except ValidationError as error:
            context |= self.refused(request, error.message_dict)
        status = 400 if "errors" in context else 200
        return render(request, self.template_names("list"), context, status=status)

    def filtered(self, query):
        """The valid FilterSet of a query. Raises ValidationError naming the parameters at fault."""
        parameters.check_repeats(query, self.filterset_class)
        filterset = self.filterset_class(query, self.model.objects.published())
        if not filterset.is_valid():
            raise ValidationError(filterset.form.errors.as_data())
        return filterset

    def panel(self, request, filterset):
        """What a reader narrows the list with."""
        counted = facets(filterset, every_option=parameters.asks_every_option(filterset.data))
        return {
            "filterset": filterset,
            "facets": counted,
            "chips": list(chips(filterset, counted)),
            "orders": filterset.form.fields["sort"].choices,
            # The parameters that the page has a control for.
            "fields": [*(each.name for each in counted if each.is_useful), "q", "sort", "page_size", *self.extra_names],
        }

    def refused(self, request, errors):
        """What is wrong, and the filters that are not: nobody has to begin anew."""
        kept = request.GET.copy()
        for name in errors:
            kept.pop(name, None)
        try:
            filterset = self.filtered(kept)
        except ValidationError:
            return {"errors": errors}
        found = {"kept_address": f"?{kept.urlencode(safe='~')}", "kept_count": filterset.qs.count()}
        return {"errors": errors, **found, **self.panel(request, filterset)}

    def results(self, request, filterset):
        panel = self.panel(request, filterset)
        page = Page(filterset.qs, request.GET, self.serializer_class)
        return {
            **panel,
            "page": page,
            "advice": advice(filterset, panel["chips"]) if not page.count else [],
            "linked_data": self._described(request),
            "also": [name for _, name in filterset.other_wordings],
            "marks": searched_stems(filterset.form.cleaned_data["q"], filterset.other_wordings),
            "tables": [(table, self.table(filterset, table)) for table in self.tables],
            "downloads": [(each.format, each.media_type) for each in RecordViewSet.renderer_classes],
        }

    def table(self, filterset, table):
        return matrix(filterset, table.row, table.column, table.gap, table.told)

    def _described(self, request):
        """The list as a schema.org Dataset."""
        absolute = request.build_absolute_uri
        api = absolute(self.model.get_api_url())
        downloads = {"application/json": api, "text/csv": f"{api}?format=csv&page=all"}
        name = f"{SITE}: {self.model._meta.verbose_name_plural}"
        return dataset(name, self.intro, absolute(request.path), downloads)


class RecordDetailView(RecordPage):
    """One record: everything that is recorded about it, and in so many words what is not."""

    # Relations to one record that the page needs in full: they are fetched along with it.
    joined = ()

    @method_decorator(parameters.takes())
    def get(self, request, slug):
        found = self.model.objects.once_public().filter(slug=slug)
        record = (found.select_related(*self.joined) if self.joined else found).first()
        if record is None:
            raise Http404
        if not record.is_public:
            context = {"status": 410, "detail": withdrawal(record)}
            return render(request, "error.html", context, status=410)
        return self.page(request, record)

    def page(self, request, record, preview=False):
        self.serializer_class.prepare([record])
        item = csl_item(record, request.build_absolute_uri(record.get_absolute_url()))
        context = {
            "record": record,
            "model": self.model,
            "citation": item,
            "reference": reference(item),
            "downloads": [(each.format, each.media_type) for each in RecordViewSet.renderer_classes],
            "linked_data": {"@context": CONTEXT, **described(record, request.build_absolute_uri)},
            "field_values": field_values(record, self.serializer_class),
            "other_names": other_names([link for links in record.links.values() for link in links]),
            "backlinks": backlinks(record),
            "preview": preview,
            **self.more(record),
        }
        return render(request, self.template_names("detail"), context)

    def more(self, record):
        """What a kind's page shows besides, as context."""
        return {}
