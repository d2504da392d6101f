"""Which kinds of record are there, and what answers for each? Filled when a kind's viewset is defined."""

from dataclasses import dataclass
from typing import Any


@dataclass
class Kind:
    """One kind: how it is narrowed, what it looks like, and the views of its API and pages."""

    # Classes of models, FilterSets, serializers and views; this module stands below all of them and imports none.
    model: Any
    filterset_class: Any
    serializer_class: Any
    viewset: Any
    list_view: Any = None
    detail_view: Any = None


_kinds: dict[type, Kind] = {}


def add(viewset: Any) -> None:
    model = viewset.serializer_class.Meta.model
    _kinds[model] = Kind(model, viewset.filterset_class, viewset.serializer_class, viewset)


def kind_of(model: Any) -> Kind:
    """What answers for a model. Raises KeyError for one whose viewset is not defined."""
    return _kinds[model]


def kinds() -> list[Kind]:
    """Every kind, in the order in which the viewsets are defined."""
    return list(_kinds.values())
