"""Pages of a kind: a filtered list and a record. A subclass names its FilterSet and serializer, as the viewset does."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from collabfutures.curation import parameters
from collabfutures.curation.connections import connections
from collabfutures.curation.facets import facets
from collabfutures.curation.facts import facts
from collabfutures.curation.filters import ALL_OF
from collabfutures.curation.paging import SIZES, Page
from collabfutures.curation.problems import withdrawal


@dataclass
class Chip:
    """One active filter, and the address of the list without it."""

    label: str
    value: str
    address: str


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


class RecordListView(RecordPage):
    """A list that a reader narrows. Its whole state is in the address, and it works without JavaScript."""

    filterset_class = None
    intro = ""

    def get(self, request):
        query = request.GET
        filterset = self.filterset_class(query, self.model.objects.published())
        context = {"model": self.model, "intro": self.intro, "filterset": filterset, "sizes": SIZES}
        context["card"] = self.template_names("card")
        context["ignored"] = parameters.unknown_names(query, self.filterset_class)
        try:
            parameters.check_repeats(query, self.filterset_class)
            if not filterset.is_valid():
                raise ValidationError(filterset.form.errors.as_data())
            context |= self._results(request, filterset)
        except ValidationError as error:
            context["errors"] = error.message_dict
        status = 400 if "errors" in context else 200
        return render(request, self.template_names("list"), context, status=status)

    def _results(self, request, filterset):
        page = Page(filterset.qs, request.GET, self.serializer_class)
        panel = facets(filterset)
        return {
            "page": page,
            "facets": panel,
            "chips": list(chips(request.GET, filterset, panel)),
            "orders": filterset.form.fields["sort"].choices,
            "kept": [(name, value) for name, value in pairs(request.GET) if name.endswith(ALL_OF)],
        }


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
        context = {
            "record": record,
            "model": self.model,
            "facts": facts(record, self.serializer_class),
            "connections": connections(record),
            "preview": preview,
        }
        return render(request, self.template_names("detail"), context)


def chips(query, filterset, panel):
    """The active filters of a valid query, in words."""
    labels = {(facet.name, option.value): option.label for facet in panel for option in facet.options}
    for name, value in pairs(query):
        if value and name in filterset.filters and name != "sort":
            rest = [pair for pair in pairs(query) if pair != (name, value)]
            label = labels.get((name.removesuffix(ALL_OF), value), value)
            yield Chip(str(filterset.filters[name].label), label, "?" + urlencode(rest))


def pairs(query):
    """The query as (name, value) pairs, without the page: another filter is another list."""
    return [(name, value) for name, values in query.lists() for value in values if name != "page"]
