"""Walking a tree of dicts, lists and texts that may lack any part of what it should have."""

from collections.abc import Iterator
from typing import Any


def dig(node: Any, *path: str) -> Any:
    """What stands at the path, or None."""
    for name in path:
        node = node.get(name) if isinstance(node, dict) else None
    return node


def text(node: Any, *names: str) -> str:
    """The first non-empty text under one of the names, or ""."""
    for name in names:
        found = dig(node, name)
        if isinstance(found, str | int | float) and not isinstance(found, bool) and str(found).strip():
            return str(found).strip()
    return ""


def listed(node: Any) -> list[Any]:
    """A list of what is there: nothing, one thing or several."""
    if node in (None, "", {}):
        return []
    return node if isinstance(node, list) else [node]


def find_all(node: Any, name: str) -> Iterator[dict[str, Any]]:
    """Every dict that stands anywhere under the key `name`, in order."""
    if isinstance(node, list):
        for item in node:
            yield from find_all(item, name)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == name:
                yield from (item for item in listed(value) if isinstance(item, dict))
            else:
                yield from find_all(value, name)
