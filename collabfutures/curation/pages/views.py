"""Pages of a kind: a filtered list and a record. A subclass names the kind's viewset."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from collabfutures.curation import parameters, registry
from collabfutures.curation.addresses import formerly
from collabfutures.curation.api.problems import withdrawal
from collabfutures.curation.api.viewsets import RecordViewSet
from collabfutures.curation.citations.csl import csl_item
from collabfutures.curation.citations.plain import reference
from collabfutures.curation.filters.active import has_empty
from collabfutures.curation.filters.filtersets import RecordFilterSet, present_slugs
from collabfutures.curation.filters.matrix import Table
from collabfutures.curation.formats.linked_data import CONTEXT, described
from collabfutures.curation.index.follower import follower
from collabfutures.curation.models import Record, Revision
from collabfutures.curation.pages.backlinks import backlinks
from collabfutures.curation.pages.downloads import downloads
from collabfutures.curation.pages.field_values import absences, field_values
from collabfutures.curation.pages.list_context import list_context, refused_context
from collabfutures.curation.pages.rendering import render_page
from collabfutures.curation.pagination import USUAL_SIZE
from collabfutures.curation.search.synonyms import other_names


@method_decorator(csrf_exempt, name="dispatch")
class RecordPage(View):
    """What the list and the record have in common: the kind they show, by its viewset."""

    viewset: type[RecordViewSet]

    @property
    def kind(self) -> registry.Kind:
        return registry.kind_of(self.viewset.serializer_class.Meta.model)

    def template_names(self, name: str) -> list[str]:
        own = f"{self.kind.model._meta.app_label}/{self.kind.model._meta.model_name}_{name}.html"
        return [own, f"records/{name}.html"]


class RecordListView(RecordPage):
    """A list that a reader narrows. Its whole state is in the address, and it works without JavaScript."""

    # Where the list is found, such as "findings/"; a record is found below it.
    address = ""
    intro = ""
    # The title of the page, where it is more than the kind in the plural.
    heading = ""
    tables: tuple[Table, ...] = ()
    # Parameters of the page besides the filters.
    extra_names: tuple[str, ...] = ()
    # Whether a card shows nothing but its record and what that has links to, so that it may be kept.
    keeps_cards = True
    # The filters of which a card says nothing where all records have one option: the page says it once.
    told_of_all: tuple[str, ...] = ()
    # Values of an address that go without saying.
    usual = {"page": "1", "page_size": str(USUAL_SIZE)}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "viewset" in cls.__dict__:
            registry.kind_of(cls.viewset.serializer_class.Meta.model).list_view = cls

    def get(self, request: HttpRequest) -> HttpResponse:
        query = request.GET
        clean = parameters.canonical(query, self.usual)
        if clean != parameters.canonical(query, {}) or has_empty(query):
            return redirect(f"{request.path}?{clean}" if clean else request.path)
        known = [*self.kind.filterset_class.base_filters, *parameters.PAGE_LAYOUT, *self.extra_names]
        context = {"model": self.kind.model, "intro": self.intro, "heading": self.heading}
        context |= {
            "card": self.template_names("card"),
            "keeps_cards": self.keeps_cards,
            "told_of_all": self.told_of_all,
        }
        try:
            context |= self.results(request, self.filtered(query))
        except ValidationError as error:
            moved = present_slugs(self.kind.filterset_class, query)
            if moved is not None:
                return redirect(f"{request.path}?{moved.urlencode(safe='~')}", permanent=True)
            context |= self.refused(request, error.message_dict)
        return render_page(request, self.template_names("list"), context, known)

    def filtered(self, query: Any) -> RecordFilterSet:
        """The valid FilterSet of a query. Raises ValidationError naming the parameters at fault."""
        parameters.check_repeats(query, self.kind.filterset_class)
        parameters.options_wanted(query, self.kind.filterset_class)
        filterset = self.kind.filterset_class(query, self.kind.model.objects.published())
        filterset.known = follower.known_titles(self.kind.model)
        if not filterset.is_valid():
            raise ValidationError(filterset.form.errors.as_data())
        return filterset

    def results(self, request: HttpRequest, filterset: RecordFilterSet) -> dict[str, Any]:
        """The list, as context."""
        return list_context(self, request, filterset)

    def refused(self, request: HttpRequest, errors: dict[str, list[str]]) -> dict[str, Any]:
        """What is wrong, and the list without it, as context."""
        return refused_context(self, request, errors)


# So many notes are shown under “What changed”.
MOST_TOLD = 5


class RecordDetailView(RecordPage):
    """One record: everything that is recorded about it, and in so many words what is not."""

    # Relations to one record that the page needs in full: they are fetched along with it.
    joined: tuple[str, ...] = ()
    # Fields that the kind's own template tells, so that they are not among the lines as well.
    told_apart: tuple[str, ...] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        # A page below the record's own inherits the viewset and is not the record's page.
        if "viewset" in cls.__dict__:
            registry.kind_of(cls.viewset.serializer_class.Meta.model).detail_view = cls

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        found = self.kind.model.objects.once_public().filter(slug=slug)
        record = (found.select_related(*self.joined) if self.joined else found).first()
        if record is None:
            return self.moved(request, slug)
        if not record.is_public:
            return self.gone(request, record)
        return self.page(request, record)

    def gone(self, request: HttpRequest, told: Any) -> HttpResponse:
        """Why there is nothing to read any more; `told` is the withdrawn record, or what is left of it."""
        return render_page(request, "error.html", {"status": 410, "detail": withdrawal(told)}, status=410)

    def moved(self, request: HttpRequest, slug: str) -> HttpResponse:
        """The way to the record that was formerly here, or why it is gone. Raises Http404 if none was."""
        found = formerly(self.kind.model, slug)
        if found is None:
            raise Http404
        if not isinstance(found, str):
            return self.gone(request, found)
        address = self.kind.model(slug=found).get_absolute_url()
        return redirect(f"{address}?{request.GET.urlencode()}" if request.GET else address, permanent=True)

    def page(self, request: HttpRequest, record: Record, preview: bool = False) -> HttpResponse:
        self.kind.serializer_class.prepare([record])
        item = csl_item(record, request.build_absolute_uri(record.get_absolute_url()))
        shown = field_values(record, self.kind.serializer_class)
        context = {
            "record": record,
            "model": self.kind.model,
            "citation": item,
            "reference": reference(item),
            "downloads": downloads(),
            "linked_data": {"@context": CONTEXT, **described(record, request.build_absolute_uri)},
            "field_values": shown,
            "absences": absences(shown),
            "told_apart": self.told_apart,
            "other_names": other_names([link for links in record.links.values() for link in links]),
            "backlinks": backlinks(record),
            "preview": preview,
            "told": Revision.objects.told(record)[:MOST_TOLD],
            **self.more(record),
        }
        return render_page(request, self.template_names("detail"), context)

    def more(self, record: Record) -> dict[str, Any]:
        """What a kind's page shows besides, as context."""
        return {}
