"""Texts as they are stored, whatever wrote them: one kind of line end, no blanks around, nothing that only looks empty.

A browser sends CRLF for every line of a textarea, so that a form saved unchanged would otherwise change the record.
"""

import re
from typing import Any

from django.db.models import Field, Model

from collabfutures.curation.search.folding import INVISIBLE

_LINE_END = re.compile(r"\r\n?|\u2028|\u2029")
# Besides white space, what nobody can see: a text of nothing else is empty.
_AROUND = " \t\n\r\f\v\u00a0\u3000"


def tidied(value: Any) -> Any:
    """A text as it is stored; any other value as it is."""
    if not isinstance(value, str):
        return value
    text = _LINE_END.sub("\n", str(value)).strip(_AROUND)
    return text if INVISIBLE.sub("", text).strip() else ""


def text_fields(model: type[Model]) -> list[Field]:
    """The columns of a model that hold what people write."""
    return [field for field in model._meta.concrete_fields if field.get_internal_type() in ("CharField", "TextField")]


def tidy_fields(record: Model) -> None:
    """Makes every text of a record what is stored."""
    for field in text_fields(type(record)):
        value = getattr(record, field.attname)
        # A column that is NULL where nothing is known keeps its unique constraint quiet.
        setattr(record, field.attname, (tidied(value) or None) if field.null else tidied(value))
