"""How a value that is not allowed is refused: one sentence for pages and API alike, naming what is allowed."""

from collections.abc import Iterable

SHOWN = 60


def not_allowed(name: str, value: str, allowed: Iterable[str]) -> str:
    """“x” is not allowed for sort. Allowed: title, newest. At most sixty of the allowed values are listed."""
    allowed = list(allowed)
    more = f" and {len(allowed) - SHOWN} more" if len(allowed) > SHOWN else ""
    return f"“{value[:80]}” is not allowed for {name}. Allowed: {', '.join(allowed[:SHOWN])}{more}."
