"""How a value that is not allowed is refused: one sentence for pages and API alike, naming what is allowed."""

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError

SHOWN = 60


def not_allowed(name: str, value: str, allowed: Iterable[str]) -> str:
    """“x” is not allowed for sort. Allowed: title, newest. At most sixty of the allowed values are listed."""
    allowed = list(allowed)
    more = f" and {len(allowed) - SHOWN} more" if len(allowed) > SHOWN else ""
    return f"“{value[:80]}” is not allowed for {name}. Allowed: {', '.join(allowed[:SHOWN])}{more}."


def whole_number(text: str, name: str, allowed: str) -> int:
    """A positive number in ASCII digits. Raises ValidationError naming the parameter and what it takes."""
    if not re.fullmatch(r"[1-9][0-9]{0,5}", text):
        raise ValidationError({name: f"“{text[:40]}” is not allowed for {name}. Use {allowed}."})
    return int(text)
