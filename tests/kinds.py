"""Every kind of record, from the API's router: its viewset names its model, filters and serializer."""

from collabfutures.api import router
from collabfutures.curation.filters.negation import NotFilter
from collabfutures.curation.filters.presence import PresenceFilter

DERIVED = (NotFilter, PresenceFilter)

VIEWSETS = {viewset.serializer_class.Meta.model: viewset for _, viewset, _ in router.registry}
KINDS = list(VIEWSETS)
NAMES = [model._meta.model_name for model in KINDS]


def filters(model):
    return VIEWSETS[model].filterset_class.base_filters


def filters_once(model):
    """The filters that a kind is given, and one of each sort that follows from them: one code answers for all of it."""
    of_each = {type(item): name for name, item in filters(model).items() if type(item) in DERIVED}
    every = filters(model).items()
    return {name: item for name, item in every if type(item) not in DERIVED or name in of_each.values()}
