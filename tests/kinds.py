"""Every kind of record, from the API's router: its viewset names its model, filters and serializer."""

from collabfutures.api import router

VIEWSETS = {viewset.serializer_class.Meta.model: viewset for _, viewset, _ in router.registry}
KINDS = list(VIEWSETS)
NAMES = [model._meta.model_name for model in KINDS]


def filters(model):
    return VIEWSETS[model].filterset_class.base_filters
