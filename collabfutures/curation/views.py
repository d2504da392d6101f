"""Pages of a kind: a filtered list and a record. A subclass names its FilterSet and serializer, as the viewset does."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from collabfutures.curation import parameters
from collabfutures.curation.citations.csl import SITE, csl_item
from collabfutures.curation.citations.written import reference
from collabfutures.curation.connections import connections
from collabfutures.curation.facets import facets
from collabfutures.curation.facts import facts
from collabfutures.curation.filters import ALL_OF, UNCOUNTED
from collabfutures.curation.linked_data import CONTEXT, dataset, described
from collabfutures.curation.matrix import Axis, matrix
from collabfutures.curation.paging import SIZES, USUAL_SIZE, Page
from collabfutures.curation.problems import withdrawal
from collabfutures.curation.querysets import constant, union_all
from collabfutures.curation.synonyms import stems
from collabfutures.curation.viewsets import RecordViewSet


@dataclass
class Chip:
    """One active filter, and the address of the list without it."""

    name: str
    label: str
    value: str
    raw: str
    address: str


@dataclass
class Advice:
    """A filter to drop, where that leads, and how many records it gives."""

    label: str
    address: str
    count: int


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
    caption: str
    note: str
    show_records: bool = True
    # Where an empty cell leads.
    gap: str = ""


class RecordListView(RecordPage):
    """A list that a reader narrows. Its whole state is in the address, and it works without JavaScript."""

    filterset_class = None
    intro = ""
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
        filterset = self.filterset_class(query, self.model.objects.published())
        context = {"model": self.model, "intro": self.intro, "filterset": filterset, "sizes": SIZES}
        context["card"] = self.template_names("card")
        unknown = parameters.unknown_names(query, self.filterset_class)
        context["ignored"] = [name for name in unknown if name not in self.extra_names]
        try:
            parameters.check_repeats(query, self.filterset_class)
            if not filterset.is_valid():
                raise ValidationError(filterset.form.errors.as_data())
            context |= self.results(request, filterset)
        except ValidationError as error:
            context["errors"] = error.message_dict
        status = 400 if "errors" in context else 200
        return render(request, self.template_names("list"), context, status=status)

    def results(self, request, filterset):
        page = Page(filterset.qs, request.GET, self.serializer_class)
        panel = facets(filterset)
        found = list(chips(request.GET, filterset, panel))
        text = filterset.form.cleaned_data["q"]
        return {
            "page": page,
            "facets": panel,
            "chips": found,
            "advice": advice(filterset, found) if not page.count else [],
            "orders": filterset.form.fields["sort"].choices,
            "linked_data": self._described(request),
            "also": [name for _, name in filterset.other_wordings],
            "marks": searched_stems(text, filterset.other_wordings),
            "tables": [(table, self.table(filterset, table)) for table in self.tables],
            "downloads": [(each.format, each.media_type) for each in RecordViewSet.renderer_classes],
        }

    def table(self, filterset, table):
        return matrix(filterset, table.row, table.column, show_records=table.show_records, gap=table.gap)

    def _described(self, request):
        """The list as a schema.org Dataset."""
        absolute = request.build_absolute_uri
        api = absolute(self.model.get_api_url())
        downloads = {"application/json": api, "text/csv": f"{api}?format=csv&page=all"}
        name = f"{SITE}: {self.model._meta.verbose_name_plural}"
        return dataset(name, self.intro, absolute(request.path), downloads)


class RecordDetailView(RecordPage):
    """One record: everything that is recorded about it, and in so many words what is not."""

    def get(self, request, slug):
        found = self.model.objects.once_public().filter(slug=slug)
        record = found.first()
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
            "facts": facts(record, self.serializer_class),
            "connections": connections(record),
            "preview": preview,
            **self.more(record),
        }
        return render(request, self.template_names("detail"), context)

    def more(self, record):
        """What a kind's page shows besides, as context."""
        return {}


def chips(query, filterset, panel):
    """The active filters of a valid query, in words."""
    labels = {(facet.name, option.value): option.label for facet in panel for option in facet.options}
    for name, value in pairs(query):
        if value and name in filterset.filters and name not in UNCOUNTED:
            rest = [pair for pair in pairs(query) if pair != (name, value)]
            label = labels.get((name.removesuffix(ALL_OF), value), value)
            yield Chip(name, str(filterset.filters[name].label), label, value, "?" + urlencode(rest, safe="~"))


def advice(filterset, found):
    """For a list without records: each filter that would give some if it were dropped, and how many."""
    by_name = {chip.name: chip for chip in found}
    counted = union_all(
        filterset.without(name).values("state").annotate(n=Count("pk")).values_list(constant(name), "n")
        for name in by_name
    )
    query = pairs(filterset.data)
    addresses = {name: "?" + urlencode([pair for pair in query if pair[0] != name], safe="~") for name in by_name}
    return [
        Advice(by_name[name].label, addresses[name], number)
        for name, number in sorted(counted, key=lambda row: -row[1])
        if number
    ]


def searched_stems(text, wordings):
    """The stems that a search looks for, for marking them in what it found."""
    return set(stems(text)).union(*(words for words, _ in wordings)) if text else set()


def has_empty(query):
    return any(not value for _, values in query.lists() for value in values)


def pairs(query):
    """The query as (name, value) pairs, without the page: another filter is another list."""
    return [(name, value) for name, values in query.lists() for value in values if name != "page"]
