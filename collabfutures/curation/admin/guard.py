"""Values that Django's admin would hand to the database unread: refused before it does."""

import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import IntegerField
from django.http import HttpRequest

from collabfutures.curation.search import question

# A whole title of a record may be looked for.
MOST_WORDS = 60
# Nineteen digits may be more than a database's integers hold.
KEY = re.compile(r"[0-9]{0,18}")
NUMBER = re.compile(r"-?[0-9]{19,}")


def key_names(fields: Iterable[Any]) -> set[str]:
    """The names of those fields that hold keys of records: whole numbers, where others are known by a word."""
    related = [field for field in fields if field.is_relation and field.related_model]
    return {field.name for field in related if isinstance(field.related_model._meta.pk, IntegerField)}


def check_keys(request: HttpRequest, names: set[str]) -> None:
    """Raises BadRequest where a field that holds keys of records is given anything else. `names` are such fields."""
    for params in (request.GET, request.POST):
        for key, values in params.lists():
            if key.rpartition("-")[2] in names:
                _refuse(key, [one for value in values for one in value.split(",") if not KEY.fullmatch(one)])


def check_numbers(request: HttpRequest) -> None:
    """Raises BadRequest for a number in the address that is larger than a database's integers."""
    for key, values in request.GET.lists():
        _refuse(key, [value for value in values if NUMBER.fullmatch(value)])


def _refuse(key, wrong):
    if wrong:
        raise BadRequest(f"{key[:80]}: {wrong[0][:80]!r} is no key of a record")


def too_long(text: str) -> bool:
    """Whether a search is longer than a search may be."""
    return len(text) > question.MOST_CHARACTERS or len(text.split()) > MOST_WORDS
