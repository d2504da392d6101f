"""Which terms of the vocabularies does a record's own text name? With the sentence, and never more than it says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import TextField

from collabfutures.curation.desk.refusal import Refusal
from collabfutures.curation.fields import FoldedField, LinesField, lines
from collabfutures.curation.publication import is_public
from collabfutures.curation.relations import label_relations
from collabfutures.curation.search.folding import fold
from collabfutures.curation.search.stop_words import STOP_WORDS

_SENTENCES = re.compile(r"(?<=[.!?:;])\s+|\n+")
_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# So many suggestions are shown, the most telling first; and so much of a sentence.
MOST, LONGEST = 12, 240
# No column for curators, and none that names anything else.
PASSED_OVER = ("curator_note", "our_reading", "withdrawn_reason")


@dataclass(frozen=True)
class Suggestion:
    """A term that a text names: by which relation, where it says so, and how telling the name is.

    `telling` is 3 for a name of several words, 2 for a single word that no other term has, 1 for any other.
    """

    relation: str
    key: int
    title: str
    name: tuple[str, ...]
    sentence: str
    telling: int

    @property
    def value(self) -> str:
        """How a form says that it is accepted or refused."""
        return f"{self.relation}:{self.key}"


def suggestions(record: Any) -> list[Suggestion]:
    """The terms that the text of a record names, and that it is neither tied to nor refused."""
    model, found = type(record), []
    refused = set(
        Refusal.objects.filter(kind=model._meta.label_lower, object_id=record.pk).values_list("relation", "target")
    )
    sentences = list(_sentences(record))
    for relation in suggested_relations(model):
        tied = set(getattr(record, relation).values_list("pk", flat=True)) if record.pk else set()
        names = _names(model._meta.get_field(relation).related_model)
        for name, keys in names.items():
            for key, title in keys.items():
                if key not in tied and (relation, key) not in refused and (said := _said(name, sentences)):
                    found.append(Suggestion(relation, key, title, name, said, _telling(name, keys)))
    return _best(found)


def suggested_relations(model: Any) -> list[str]:
    """The relations to many terms of a vocabulary that stand on the form of a kind."""
    fields = [model._meta.get_field(name) for name in label_relations(model)]
    return [field.name for field in fields if field.many_to_many and field.remote_field.through._meta.auto_created]


def _best(found):
    """Each term once, by its most telling name."""
    best: dict[str, Suggestion] = {}
    for each in sorted(found, key=lambda each: (-each.telling, -len(each.name))):
        best.setdefault(each.value, each)
    return list(best.values())[:MOST]


def _sentences(record: Any) -> Iterator[str]:
    fields = [field for field in record._meta.concrete_fields if isinstance(field, TextField)]
    own = [
        field for field in fields if not isinstance(field, FoldedField | LinesField) and field.name not in PASSED_OVER
    ]
    for text in (record.title, *(getattr(record, field.name) for field in own)):
        yield from filter(None, (part.strip() for part in _SENTENCES.split(text or "")))


def _names(kind: Any) -> dict[tuple[str, ...], dict[int, str]]:
    """{folded words of a name: {key: title}} of the public terms of a kind."""
    columns = ["title", *(name for name in kind.also_called if not kind._meta.get_field(name).is_relation)]
    found: dict[tuple[str, ...], dict[int, str]] = {}
    for key, *texts in kind._base_manager.filter(is_public()).order_by("pk").values_list("pk", *columns):
        for name in [texts[0], *(line for text in texts[1:] for line in lines(text))]:
            words = tuple(fold(name).split())
            if any(word not in STOP_WORDS for word in words):
                found.setdefault(words, {})[key] = texts[0]
    return found


def _telling(name, keys):
    return 3 if len(name) > 1 else 2 if len(keys) == 1 else 1


def _said(name: tuple[str, ...], sentences: list[str]) -> str:
    """The sentence that names it, exactly or in the plural and not as a part of somebody's name, or nothing."""
    for sentence in sentences:
        words = list(_WORDS.finditer(sentence))
        folded = [fold(word.group()) for word in words]
        for place in range(len(folded) - len(name) + 1):
            part = folded[place : place + len(name)]
            if _is_same(part, name) and not _is_proper(words, place, len(name)):
                return sentence if len(sentence) <= LONGEST else f"{sentence[: LONGEST - 2]} …"
    return ""


def _is_same(part, name):
    *first, last = part
    return (*first,) == name[:-1] and last in (name[-1], f"{name[-1]}s", f"{name[-1]}es", _ies(name[-1]))


def _ies(word):
    return f"{word[:-1]}ies" if word.endswith("y") else word


def _is_proper(words, place, length):
    """A single word with a capital within a sentence, or beside another such word, is a part of a name."""
    if length > 1:
        return False

    def capital(number: int) -> bool:
        return 0 <= number < len(words) and words[number].group()[:1].isupper()

    return capital(place) and (place > 0 or capital(place + 1))


def refuse(record: Any, values: list[str]) -> None:
    """Remembers that these are not to be suggested again, as forms say them."""
    kind = type(record)._meta.label_lower
    rows = [
        Refusal(kind=kind, object_id=record.pk, relation=name, target=key)
        for name, key in parted_values(record, values)
    ]
    Refusal.objects.bulk_create(rows, ignore_conflicts=True)


def parted_values(record: Any, values: list[str]) -> list[tuple[str, int]]:
    """(relation, key) of what a form accepts or refuses; anything else is passed over."""
    known, found = suggested_relations(type(record)), []
    for value in values[:200]:
        name, _, key = value.partition(":")
        if name in known and key.isascii() and key.isdigit() and len(key) < 19:
            found.append((name, int(key)))
    return found
