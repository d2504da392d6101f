"""Makes what was read fit its columns: the raw record keeps all."""

import hashlib
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.text import slugify

from collabfutures.curation.identifiers import doi

_is_url = URLValidator(schemes=["http", "https"])


def slug(*parts: str) -> str:
    """An address of at most 80 characters, without a hyphen at either end."""
    *first, last = [slugify(re.sub(r"[/_]", "-", part)) for part in parts if part]
    room = 79 - len(last)
    return "-".join([*(part[:room].strip("-") for part in first), last]).strip("-")[:80].strip("-") or "record"


def short(text: str) -> str:
    """A mark of eight letters that tells one long identifier from another."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def fitting(model: Any, values: dict[str, Any]) -> dict[str, Any]:
    """Cuts what is too long for its column, leaves out an address or a DOI that is none."""
    return {name: _fitting(model._meta.get_field(name), value) for name, value in values.items()}


def _fitting(field, value):
    if not isinstance(value, str) or field.max_length is None:
        return value
    if field.name == "doi":
        bare = doi(value)
        return bare if bare.startswith("10.") and len(bare) <= field.max_length else ""
    if field.name == "web_address":
        return value if len(value) <= field.max_length and _is_address(value) else ""
    return value if len(value) <= field.max_length else value[: field.max_length - 2].rsplit(" ", 1)[0] + " …"


def _is_address(value):
    try:
        _is_url(value)
    except ValidationError:
        return False
    return True
