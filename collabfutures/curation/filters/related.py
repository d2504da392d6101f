"""Filters by the records of another kind that a record is tied to, by slug."""

from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet

from collabfutures.curation.fields import NOTHING
from collabfutures.curation.filters.values import MANY, Column, ValuesFilter
from collabfutures.curation.messages import not_allowed
from collabfutures.curation.relations import key_pairs, public_along, related_kind, relation_path

ALL_OF = "__all"


class RelationFilter(ValuesFilter):
    """Records related to public records of another kind, by slug.

    `field_name` may name several relations to one kind, separated by commas: any of them will do. A relation may lead
    over another record ("series__application_areas"). `every_option` says
    whether options without records are listed too, as befits a vocabulary; `within`, a function of the published
    records of that kind, says which.
    """

    def __init__(
        self, field_name: str, every_option: bool = True, within: Callable | None = None, **kwargs: Any
    ) -> None:
        super().__init__(field_name, **kwargs)
        self.every_option = every_option
        self.within = within

    @property
    def relations(self) -> list[str]:
        return self.field_name.split(",")

    def twins(self, name: str) -> dict[str, ValuesFilter]:
        """The filter `<name>__all`, which asks for records that have every one of the values."""
        return {f"{name}{ALL_OF}": RelationAllFilter(self.field_name, label=f"{self.label}, all of")}

    def target(self, model: type[Model]) -> Any:
        return related_kind(model, self.relations[0])

    def worth_listing(self, model: type[Model]) -> QuerySet:
        """The records that are worth listing as options even where nothing is related to them."""
        published = self.target(model).objects.published()
        return self.within(published) if self.within else published

    def having(self, model: type[Model], values: list[str]) -> Q:
        return reduce(or_, (key_pairs(model, name).tied(slug__in=values) for name in self.relations))

    def lacking(self, model: type[Model]) -> Q:
        return reduce(and_, (key_pairs(model, name).untied() for name in self.relations))

    def columns(self, model: type[Model]) -> list[Column]:
        found = []
        for number, name in enumerate(self.relations):
            path, present = relation_path(model, name), public_along(model, name)
            for earlier in self.relations[:number]:
                present &= ~Q(Exists(_same_end(model, earlier, path)))
            slug, title, order = (F(f"{path}__{column}") for column in ("slug", "title", "sort_title"))
            found.append(Column(slug, title, order, present, F(f"{path}__pk"), _repeats(model, name)))
        return found

    def listed(self, model: type[Model]) -> Iterator[QuerySet]:
        if self.every_option:
            yield self.worth_listing(model).order_by()

    def errors(self, name: str, model: type[Model], values: list[str], public_slugs: Iterable[str]) -> Iterator[str]:
        if len(values) > self.most:
            yield from super().errors(name, model, values, public_slugs)
            return
        wrong = [value for value in values if value != NOTHING and value not in public_slugs]
        if wrong:
            allowed = self.target(model).objects.published().order_by("slug").values_list("slug", flat=True)
            yield not_allowed(name, wrong[0], [*allowed, NOTHING])

    def schema(self, model: type[Model]) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[a-z0-9-]{1,80}$"}

    def describe(self, model: type[Model]) -> str:
        return f"{self.label}, by slug of {self.target(model)._meta.verbose_name_plural}. {MANY}"


def _repeats(model, name):
    first, _, rest = name.partition("__")
    return bool(rest) and bool(model._meta.get_field(first).many_to_many)


def _same_end(model, name, path):
    """The rows by which the relation `name` leads to the record at `path`: that record has been counted already."""
    pairs = key_pairs(model, name)
    return pairs.public(pk=OuterRef(f"{path}__pk")).filter(**{pairs.own: OuterRef(pairs.column)})


class RelationAllFilter(RelationFilter):
    """As RelationFilter, and a record must have every one of the values."""

    def errors(self, name: str, model: type[Model], values: list[str], public_slugs: Iterable[str]) -> Iterator[str]:
        yield from super().errors(name, model, values, public_slugs)
        if NOTHING in values and len(values) > 1:
            yield f"“{NOTHING}” and a value exclude each other in {name}: no record has both."

    most = 10
    is_facet = False

    def twins(self, name: str) -> dict[str, ValuesFilter]:
        return {}

    def condition(self, model: type[Model], values: list[str]) -> Q:
        return reduce(and_, (super(RelationAllFilter, self).condition(model, [value]) for value in values))
