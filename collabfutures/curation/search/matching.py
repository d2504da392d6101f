"""Which records does a search find? Those that hold its words, or are tied to something that is called so.

Nothing of another record is copied into a search row: a word is looked up among the labels of the vocabularies, and a
record that is tied to one holds the word too, at lower weight. So a rename or a withdrawal needs no second write.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Exists, F, FloatField, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from collabfutures.curation.database.expressions import KeyIn
from collabfutures.curation.publication import is_public
from collabfutures.curation.relations import key_pairs, label_relations, related_kind, vocabularies
from collabfutures.curation.search.conditions import SearchRank, holds_alone, is_named_alone, rows_named, rows_with
from collabfutures.curation.search.question import Phrase, read
from collabfutures.curation.search.rows import SearchRow
from collabfutures.curation.unions import constant, union_all
from collabfutures.curation.versions import KeptForNow

# Beyond so many hits nobody reads on by nearness, and ranking them takes seconds: the newest stand first then.
MOST_RANKED = 20_000
# What a phrase names, by (phrase, database): (vocabulary, key, "") of each record, and with a title of those narrower.
label_rows: KeptForNow[list[tuple[Any, int, str]]] = KeptForNow()


class Search:
    """A question that can be asked of any kind: the typed words, or another wording (phrases, name) in their place.

    Raises ValidationError for a text that cannot be searched for.
    """

    def __init__(
        self, text: str, others: Iterable[tuple[Iterable[str], str]] = (), using: str = DEFAULT_DB_ALIAS
    ) -> None:
        others = list(others)
        self.question, self.using = read(text), using
        # What the thing is called in the wordings.
        self.other_names = [name for _, name in others if name]
        self.wordings = [self.question.wanted, *(tuple(map(Phrase.of, wording)) for wording, _ in others)]
        self.phrases = tuple(dict.fromkeys(phrase for wording in self.wordings for phrase in wording))

    @property
    def asked(self) -> tuple[Phrase, ...]:
        """Every phrase that is looked up."""
        return (*self.phrases, *self.question.unwanted)

    @property
    def stems(self) -> frozenset[str]:
        """The stems that were looked for, to mark them in what was found."""
        return frozenset(stem for phrase in self.phrases for stem in phrase.stems)

    @cached_property
    def labels(self) -> dict[Phrase, list[type[Model]]]:
        """The vocabularies in which a phrase names something."""
        found: dict[Phrase, list[type[Model]]] = defaultdict(list)
        for phrase, kind, _, title in self._label_rows:
            if not title and kind not in found[phrase]:
                found[phrase].append(kind)
        return found

    @cached_property
    def label_keys(self) -> dict[tuple[Phrase, type[Model]], set[int]]:
        """{(phrase, vocabulary): the keys of its records that are called so, and of those narrower than one}."""
        found: dict[tuple[Phrase, type[Model]], set[int]] = defaultdict(set)
        for phrase, kind, key, _ in self._label_rows:
            found[phrase, kind].add(key)
        return found

    def narrower_titles(self, most: int = 8) -> list[str]:
        """The titles of the public concepts that are found because they are narrower than one that is named so."""
        return sorted(
            {title for phrase, _, _, title in self._label_rows if title and phrase in self.phrases}, key=str.lower
        )[:most]

    @cached_property
    def _label_rows(self):
        """(phrase, vocabulary, key, title) of what each phrase names."""
        found = self.read_labels(self.asked)
        return [(phrase, *row) for phrase in self.asked for row in found[phrase, self.using]]

    def read_labels(self, phrases: Iterable[Phrase]) -> dict[Any, list[tuple[Any, int, str]]]:
        """What phrases name, these of this search or those of others that are asked next; at most one query."""
        return label_rows.each(((phrase, self.using) for phrase in phrases), self._read_label_rows)

    def _read_label_rows(self, keys):
        arms = (arm for number, (phrase, _) in enumerate(keys) for arm in self._label_arms(number, phrase))
        found: dict[Any, list[tuple[Any, int, str]]] = {key: [] for key in keys}
        for number, kind, key, title in union_all(arms):
            found[keys[int(number)]].append((apps.get_model(kind), key, title))
        return found

    def _label_arms(self, number, phrase):
        models = vocabularies()
        kinds = [model._meta.label_lower for model in models]
        rows = SearchRow.objects.using(self.using).filter(is_named_alone(phrase, self.using), kind__in=kinds)
        yield rows.order_by().values_list(constant(str(number)), "kind", "object_id", constant(""))
        for kind in models:
            if kind.broader_relation:
                found = kind._base_manager.filter(narrower(kind, self.named(kind, phrase))).order_by()
                yield found.values_list(constant(str(number)), constant(kind._meta.label_lower), "pk", "title")

    def condition(self, model: type[Model]) -> Q:
        """The records of a kind that are found, as a condition on its table."""
        found = Q()
        for wording in self.wordings:
            every = Q()
            for phrase in wording:
                every &= self._holds(model, phrase)
            found |= every
        for phrase in self.question.unwanted:
            found &= self._holds_not(model, phrase)
        return found

    def row_condition(self) -> Q:
        """The search rows that hold the question themselves."""
        found = Q()
        for wording in self.wordings:
            every = Q()
            for phrase in wording:
                every &= Q(KeyIn(F("pk"), rows_with(phrase, self.using)))
            found |= every
        for phrase in self.question.unwanted:
            rows = SearchRow.objects.filter(pk__in=rows_with(phrase, self.using))
            found &= ~Q(Exists(rows.filter(pk=OuterRef("pk"))))
        return found

    def row_rank(self) -> SearchRank:
        return SearchRank(F("pk"), self.phrases, self.question.wanted)

    def may_tie(self, model: type[Model]) -> bool:
        """Whether records of the kind may be found by what they are tied to."""
        hit = {kind for kinds in self.labels.values() for kind in kinds}
        return any(related_kind(model, name) in hit for name in label_relations(model))

    def rows_near(self, kinds: Iterable[str]) -> QuerySet:
        """The search rows of some kinds that hold any of the phrases, with `search_rank`: only they have one."""
        found = Q()
        for phrase in self.phrases:
            found |= Q(KeyIn(F("pk"), rows_with(phrase, self.using)))
        rows = SearchRow.objects.using(self.using).filter(found, kind__in=[*kinds])
        rank = SearchRank(F("pk"), self.phrases, self.question.wanted, alone=True)
        return rows.order_by().annotate(search_rank=rank)

    def rank(self, model: type[Model]) -> Coalesce:
        """How near a record of the kind is to the question, as an expression: 0 if it is only tied to a label."""
        row = self._rows(model).filter(object_id=OuterRef("pk"))
        ranked = row.annotate(search_rank=self.row_rank()).values("search_rank")
        return Coalesce(Subquery(ranked), Value(0.0), output_field=FloatField())

    def _rows(self, model):
        return SearchRow.objects.using(self.using).filter(kind=model._meta.label_lower)

    def _holds(self, model, phrase):
        held = Q(KeyIn(F("pk"), self._own(model, phrase).values("object_id")))
        for pairs, keys in self._ties(model, phrase):
            held |= pairs.tied(pk__in=keys)
        return held

    def _holds_not(self, model, phrase):
        lacked = ~Q(Exists(self._own(model, phrase).filter(object_id=OuterRef("pk"))))
        for pairs, keys in self._ties(model, phrase):
            lacked &= pairs.untied(pk__in=keys)
        return lacked

    def _ties(self, model, phrase):
        """(KeyPairs, keys of the labels) of each relation by which a record may hold the phrase."""
        for name in label_relations(model):
            kind = related_kind(model, name)
            if kind in self.labels[phrase]:
                yield key_pairs(model, name), with_narrower(kind, self.named(kind, phrase))

    def rows_alone(self, phrases: Iterable[Phrase], kinds: Iterable[str]) -> QuerySet:
        """The search rows of kinds that hold all of some phrases themselves, for a statement of their own."""
        held = [holds_alone(phrase, self.using) for phrase in phrases]
        return SearchRow.objects.using(self.using).filter(*held, kind__in=[*kinds])

    def _own(self, model, phrase):
        return self._rows(model).filter(pk__in=rows_with(phrase, self.using))

    def named(self, kind: Any, phrase: Phrase) -> QuerySet:
        """The records of a vocabulary that are called by a phrase."""
        found = self._rows(kind).filter(pk__in=rows_named(phrase, self.using))
        return kind._base_manager.using(self.using).filter(pk__in=found.values("object_id"))


def narrower(kind: Any, named: QuerySet) -> Q:
    """The public concepts up to two steps narrower than these, as a condition."""
    name, keys = kind.broader_relation, named.values("pk")
    far = Q(is_public(f"{name}__"), **{f"{name}__{name}__in": keys})
    return Q(is_public(), Q(**{f"{name}__in": keys}) | far)


def with_narrower(kind: Any, named: QuerySet) -> QuerySet:
    """These concepts and the narrower ones, where the kind has an order of that sort."""
    if not kind.broader_relation:
        return named
    return kind._base_manager.filter(Q(pk__in=named.values("pk")) | narrower(kind, named))
