"""Random records, random changes to them by every way of writing, and random queries; for any installed kind."""

import orjson
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, models, transaction
from django.db.models import ProtectedError
from django.http import QueryDict
from django.utils import timezone

from collabfutures.curation.dates import PartialDateField
from collabfutures.curation.fields import NOTHING
from collabfutures.curation.filters.options import Part
from collabfutures.curation.index.index_results import IndexResults
from collabfutures.curation.index.kind_index import KindIndex
from collabfutures.curation.index.plain_query import plain_query
from collabfutures.curation.index.sql_results import SqlResults
from collabfutures.curation.models import Record
from collabfutures.curation.publication import State
from tests.kinds import KINDS, VIEWSETS
from tests.making import make

TEXTS = ("", "Trust", "trust", "École", "none", "Zoo 2", "a|b")
YEARS = (1999, 2010, 2011)


class World:
    """`pick` chooses one of some things: a hypothesis draw, or a random number generator's."""

    def __init__(self, pick, kinds=KINDS):
        self.pick, self.kinds = pick, kinds

    def record(self, kind):
        """Some record of the kind, in whatever state."""
        keys = list(kind._base_manager.order_by("pk").values_list("pk", flat=True))
        return (
            kind._base_manager.get(pk=self.pick(keys))
            if keys and self.pick([True, True, True, False])
            else self.new(kind)
        )

    def new(self, kind):
        return make(kind, state=self.pick([State.PUBLISHED, State.PUBLISHED, State.DRAFT, State.WITHDRAWN]))

    def step(self):
        """One change. What the database refuses is no change."""
        kind = self.pick(self.kinds)
        act = self.pick([self.add, self.write, self.write, self.turn, self.tie, self.tie, self.rename, self.remove])
        try:
            with transaction.atomic():
                act(kind)
        except (DatabaseError, ProtectedError, ValidationError, IndexError):
            pass
        return f"{act.__name__} {kind.__name__}"

    def add(self, kind):
        self.new(kind)

    def turn(self, kind):
        """Another state of publication."""
        self._write(kind, self.record(kind), "state", self.pick(State.values))

    def rename(self, kind):
        record = self.record(kind)
        name = self.pick(["slug", "title"])
        value = f"renamed-{record.pk}-{self.pick(range(3))}" if name == "slug" else self.pick(TEXTS[1:])
        self._write(kind, record, name, value)

    def write(self, kind):
        """Another value in some column."""
        columns = kind._meta.concrete_fields
        fields = [each for each in columns if each.editable and each.name not in ("id", "slug", "title")]
        field = self.pick(fields)
        self._write(kind, self.record(kind), field.name, self._value(field))

    def _value(self, field):
        if field.is_relation:
            return None if field.null and self.pick([True, False]) else self.record(field.related_model).pk
        if field.choices:
            return self.pick([value for value, _ in field.flatchoices] + ([""] if field.blank else []))
        if isinstance(field, models.BooleanField):
            return self.pick([True, False])
        if isinstance(field, models.IntegerField):
            return self.pick([None, *YEARS] if field.null else YEARS)
        if isinstance(field, models.DateTimeField):
            return timezone.now()
        if isinstance(field, models.DateField | PartialDateField):
            known = [] if isinstance(field, models.DateField) else ["2010", "2011-05"]
            return self.pick([None, "2010-01-01", "2011-05-05", *known])
        return None if field.null and self.pick([True, False]) else self.pick(TEXTS)

    def _write(self, kind, record, name, value):
        """By save, update, bulk update or SQL."""
        field = kind._meta.get_field(name)
        way = self.pick(["save", "update", "bulk_update", "sql"])
        if way == "update":
            kind._base_manager.filter(pk=record.pk).update(**{field.attname: value})
        elif way == "sql":
            with connection.cursor() as cursor:
                sent = field.get_db_prep_save(value, connection)
                cursor.execute(f"UPDATE {kind._meta.db_table} SET {field.column} = %s WHERE id = %s", [sent, record.pk])
        else:
            setattr(record, field.attname, value)
            record.save() if way == "save" else kind._base_manager.bulk_update([record], [name])

    def tie(self, kind):
        """A link to many, added, taken away, set or cleared."""
        record, field = self.record(kind), self.pick(kind._meta.local_many_to_many)
        related = getattr(record, field.name)
        if not issubclass(field.related_model, Record):
            end = field.related_model.objects.get_or_create(pk=self.pick(YEARS))[0]
        else:
            end = self.record(field.related_model)
        act = self.pick(["add", "add", "remove", "set", "clear"])
        {"add": lambda: related.add(end), "remove": lambda: related.remove(end)}.get(
            act, lambda: related.set([end]) if act == "set" else related.clear()
        )()

    def remove(self, kind):
        record = self.record(kind)
        record.delete() if self.pick([True, False]) else kind._base_manager.filter(pk=record.pk).delete()

    def query(self, kind):
        """A query that the kind's FilterSet takes."""
        filterset_class, query = VIEWSETS[kind].filterset_class, QueryDict(mutable=True)
        for name in self.pick([[], [1], [1, 2], [1, 2, 3]]):
            name = self.pick(filterset_class.facet_names())
            twins = [name, f"{name}__not", f"{name}__all"]
            name = self.pick([each for each in twins if each in filterset_class.base_filters])
            values = [*self._options(filterset_class.base_filters[name], kind), NOTHING]
            chosen = list({self.pick(values) for _ in range(2)})
            # “None” and a value exclude each other, where all are asked for.
            query.setlist(name, chosen[:1] if name.endswith("__all") and NOTHING in chosen else chosen)
        query["sort"] = self.pick(list(filterset_class.base_filters["sort"].orders))
        if query["sort"] == "relevance" or self.pick([True, False, False]):
            query["q"] = self.pick(["trust", "record", "number -trust"])
        return query

    def _options(self, item, kind):
        target = item.target(kind)
        if target:
            return target.objects.published().values_list("slug", flat=True)[:5]
        allowed = item.allowed(kind)
        if allowed is not None:
            return list(allowed)[100:115] if len(list(allowed)) > 50 else list(allowed)
        return [
            item.encode(text) for text in kind.objects.values_list(item.field_name, flat=True).distinct()[:5] if text
        ]


PARTS = (Part(), Part(0, 2), Part(1, 3), Part(0, 2, "trust"))


def questions(names):
    """{question: how to ask it of results} about a list with filters of these names."""
    found = {
        "count": lambda results: results.count,
        "keys": lambda results: [results.keys(0, 25), results.keys(1, 4), results.keys(0, 10_000)],
    }
    for part in PARTS:
        parts = dict.fromkeys(names, part)
        found[f"facets {part}"] = lambda results, parts=parts: results.facets(parts=parts)
        found[f"counts {part}"] = lambda results, part=part: orjson.loads(orjson.dumps(results.counts(names, part)))
    return found


def differences(kind, query, index):
    """What the index says otherwise than SQL of one query."""
    filterset = VIEWSETS[kind].filterset_class(query, kind.objects.published())
    assert filterset.is_valid(), (query, filterset.errors)
    sql, plain = SqlResults(filterset), plain_query(type(filterset), query, (), index)
    ways = [IndexResults(each, index) for each in (filterset, plain) if each]
    for name, ask in questions(filterset.facet_names()).items():
        for read in (each for each in ways if ask(sql) != ask(each)):
            yield f"{kind.__name__}?{query.urlencode()}: {name}: {ask(sql)} by SQL, {ask(read)} by the index"


def unlike(kind, index):
    """Where an index that followed differs from one that is read now."""
    fresh = KindIndex.read(VIEWSETS[kind].filterset_class, index.number, index.epoch)
    if fresh.public != index.public:
        yield f"{kind.__name__}: public"
    for word, order in fresh.orders.items():
        if order.keys.tolist() != index.orders[word].keys.tolist():
            yield f"{kind.__name__}: order {word}"
    for name, options in fresh.options.items():
        for part in ("bitmaps", "labels", "listed"):
            wanted, found = getattr(options, part), getattr(index.options[name], part)
            if wanted != found:
                yield f"{kind.__name__}: {part} of {name}: {found} is not {wanted}"
