"""Which records carry each of the 71 statements of the source record?"""

from collabfutures.curation.models import kinds
from seminars.models import SourcedRecord

EXPECTED = [f"S{number:02}" for number in range(1, 72)]


def carriers() -> dict[str, list[str]]:
    """{statement: ["finding:slug", …]} of the published records that point at a source with that number."""
    found = {statement: [] for statement in EXPECTED}
    for model in kinds():
        if issubclass(model, SourcedRecord):
            pairs = model.objects.published().filter(sources__statement__in=EXPECTED)
            for statement, slug in pairs.order_by("slug").values_list("sources__statement", "slug"):
                found[statement].append(f"{model._meta.model_name}:{slug}")
    return found
