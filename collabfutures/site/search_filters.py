"""How a reader narrows a search over everything: to one kind, to one series, to what is worded by whom."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q

from collabfutures.curation import registry
from collabfutures.curation.api.serializer_fields import kind_name
from collabfutures.curation.messages import not_allowed
from seminars.models import Series

KIND, SERIES, STATEMENT = "kind", "series", "statement"
NAMES = (KIND, SERIES, STATEMENT)
STATEMENTS = {"ours": "In our words", "as-reported": "As the award reports it"}
# More series than this are no list to choose from; the parameter takes each of them.
MOST_SERIES = 30


@dataclass(frozen=True)
class Narrowing:
    """The chosen values, empty where nothing is chosen."""

    kind: str = ""
    series: str = ""
    statement: str = ""

    @classmethod
    def read(cls, query: Any) -> "Narrowing":
        """Raises ValidationError for a value that is none of those allowed."""
        chosen = {name: query.get(name, "") for name in NAMES}
        for name, allowed in ((KIND, kinds()), (STATEMENT, STATEMENTS)):
            if chosen[name] and chosen[name] not in allowed:
                raise ValidationError({name: not_allowed(name, chosen[name], allowed)})
        if chosen[SERIES] and not Series.objects.published().filter(slug=chosen[SERIES]).exists():
            raise ValidationError({SERIES: f"“{chosen[SERIES][:80]}” is the address of no public series."})
        return cls(**chosen)

    @property
    def is_chosen(self) -> bool:
        return bool(self.kind or self.series or self.statement)

    def pairs(self, model: type[Model]) -> list[tuple[str, str]]:
        """The (filter, value) pairs by which the list of a kind holds the same records."""
        own = registry.kind_of(model).filterset_class.facet_names()
        pairs = ((SERIES, self.series), (STATEMENT, self.statement))
        return [(name, value) for name, value in pairs if value and name in own]

    def among(self, model: type[Model]) -> Q | None:
        """Which records of a kind are meant, as a condition on its table; None for none of the kind."""
        if self.kind not in ("", kind_name(model)) or not self._has_any(model):
            return None
        filterset_class, found = registry.kind_of(model).filterset_class, Q()
        for name in (SERIES, STATEMENT):
            if name in filterset_class.facet_names() and getattr(self, name):
                found &= filterset_class.base_filters[name].condition(model, [getattr(self, name)])
        return found

    def _has_any(self, model):
        """Whether records of a kind can be of a series, or be told apart by who words them, where that is asked for."""
        own = registry.kind_of(model).filterset_class.facet_names()
        as_reported = self.statement == "as-reported"
        return (not self.series or SERIES in own) and (not as_reported or STATEMENT in own)


def kinds() -> dict[str, type[Model]]:
    """{name in an address: kind}, by what they are called."""
    found = {kind_name(kind.model): kind.model for kind in registry.kinds()}
    return dict(sorted(found.items(), key=lambda pair: str(pair[1]._meta.verbose_name_plural)))


def choices() -> dict[str, list[tuple[str, str]]]:
    """{parameter: [(value, label)]}: what there is to choose from on the page."""
    series = Series.objects.published().order_by("sort_title", "pk")
    shown = list(series.values_list("slug", "title")[: MOST_SERIES + 1])
    return {
        KIND: [(name, model._meta.verbose_name_plural) for name, model in kinds().items()],
        SERIES: shown if len(shown) <= MOST_SERIES else [],
        STATEMENT: list(STATEMENTS.items()),
    }
