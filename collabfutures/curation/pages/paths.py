"""The addresses of a kind's pages, read from its views: a list, and a record below it."""

from django.urls import URLPattern, path

from collabfutures.curation import registry
from collabfutures.curation.pages import converters  # noqa: F401, registers <record:slug>


def record_paths(app_label: str) -> list[URLPattern]:
    """The two paths of each kind of an app whose views are defined: `address/` and `address/<record:slug>/`."""
    kinds = [kind for kind in registry.kinds() if kind.model._meta.app_label == app_label]
    return [found for kind in kinds for found in _paths(kind)]


def _paths(kind):
    name, address = kind.model._meta.model_name, kind.list_view.address
    yield path(address, kind.list_view.as_view(), name=f"{name}-list")
    yield path(f"{address}<record:slug>/", kind.detail_view.as_view(), name=f"{name}-detail")
