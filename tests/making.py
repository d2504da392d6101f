"""Makes a record of any kind with what that kind demands, read from the model: a new kind needs nothing here."""

import itertools

from django.db import models
from django.utils import timezone

from collabfutures.curation.models import Record
from collabfutures.curation.publication import State
from seminars.models import ApplicationArea
from seminars.vocabulary import APPLICATION_AREAS

_number = itertools.count(1)


def make(model, state=State.PUBLISHED, **values):
    """A record of the kind, published unless said otherwise, with an address and title of its own."""
    if model is ApplicationArea and model.objects.count() == len(APPLICATION_AREAS):
        return model.objects.filter(state=state).first()
    number = next(_number)
    values.setdefault("slug", f"{model._meta.model_name}-{number}")
    values.setdefault("title", _title(model, number))
    values.setdefault("published_at", timezone.now() if state == State.PUBLISHED else None)
    if values.get("quotation"):
        values.setdefault("licence", "ogl-3")
    for field in model._meta.concrete_fields:
        if field.name not in values and is_demanded(field):
            values[field.name] = _value(field, state)
    return model.objects.create(state=state, **values)


def _title(model, number):
    if model is ApplicationArea:
        taken = set(model.objects.values_list("title", flat=True))
        return next(name for name in APPLICATION_AREAS if name not in taken)
    return f"{model._meta.verbose_name} number {number}"


def is_demanded(field):
    if isinstance(field, models.ForeignKey):
        # These may lack a sector, but not everything that would say where they belong.
        somewhere = field.name == "sector" and field.model._meta.model_name in ("manifestation", "representation")
        return not field.null or somewhere
    return not (field.blank or field.null or field.has_default() or field.auto_created or not field.editable)


def _value(field, state):
    if isinstance(field, models.ForeignKey):
        return make(field.related_model)
    return field.choices[0][0] if field.choices else f"{field.name} of a test"


def relations(model):
    """The names of the kind's own relations to other kinds, to one and to many."""
    fields = [*model._meta.concrete_fields, *model._meta.local_many_to_many]
    return [field.name for field in fields if field.is_relation and issubclass(field.related_model, Record)]
