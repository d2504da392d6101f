"""What else is the thing called that a reader searches for? Read from the kinds that record other names.

A kind names in `also_called` the columns with further names, one on each line, or a relation to the record that it is
a name of: then it is a name of that one.
"""

import re
from collections import defaultdict

import snowballstemmer
from django.db.models import CharField, F
from django.db.models.functions import Cast

from collabfutures.curation.fields import lines
from collabfutures.curation.models import kinds
from collabfutures.curation.querysets import constant, union_all

MOST = 8
_stemmer = snowballstemmer.stemmer("english")


def stems(text):
    """The words of a text, in small letters and without their endings."""
    return tuple(_stemmer.stemWords(re.findall(r"\w+", text.lower())))


def _names():
    """Sets of names for one thing, each as {stems: name}."""
    groups = defaultdict(dict)
    for kind, pk, names in union_all(arm for model in kinds() for arm in _arms(model)):
        groups[kind, pk] |= {stems(name): name for name in lines(names)}
    return groups.values()


def _arms(model):
    records = model.objects.published().order_by()
    if not model.also_called:
        return
    relation = next((name for name in model.also_called if model._meta.get_field(name).is_relation), None)
    target = model._meta.get_field(relation).related_model if relation else model
    key = Cast(f"{relation}_id" if relation else "pk", CharField())
    for column in ("title", *(name for name in model.also_called if name != relation)):
        yield records.values_list(constant(target._meta.label_lower), key, F(column))


def other_wordings(text):
    """The search text with each name in it replaced by the other names of the same thing, at most eight."""
    asked, found = stems(text), {}
    for names in _names():
        for name in names:
            start = _position(name, asked)
            if start is not None:
                for other, label in names.items():
                    if _position(other, asked) is None:
                        found.setdefault((*asked[:start], *other, *asked[start + len(name) :]), label)
    return sorted(found.items(), key=lambda pair: pair[1].lower())[:MOST]


def _position(part, whole):
    places = range(len(whole) - len(part) + 1) if part else ()
    return next((start for start in places if whole[start : start + len(part)] == part), None)
