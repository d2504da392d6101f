"""What is a record tied to? A search finds records by the labels of the vocabularies that they point at."""

from typing import Any

from collabfutures.curation import registry
from collabfutures.curation.filters.related import RelationFilter
from collabfutures.curation.index.kind_index import KindIndex
from collabfutures.curation.index.options import Options
from collabfutures.curation.relations import label_relations


def tied_options(index: KindIndex, model: Any) -> dict[str, Options] | None:
    """{relation to a vocabulary: options of the filter that asks for it alone}, or None where one has none."""
    filters: Any = registry.kind_of(model).filterset_class.base_filters
    alone = {item.field_name: name for name, item in filters.items() if type(item) is RelationFilter}
    found = {}
    for relation in label_relations(model):
        options = index.options.get(alone.get(relation, ""))
        if options is None or options.are_too_many:
            return None
        found[relation] = options
    return found
