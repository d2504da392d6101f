"""Walking a tree of dicts, lists and texts that may lack any part of what it should have."""

from collections.abc import Collection
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


def find_all(node: Any, name: str) -> list[dict[str, Any]]:
    """Every dict that stands anywhere under the key `name`, in order."""
    return find_each(node, {name})[name]


def find_each(node: Any, names: Collection[str]) -> dict[str, list[dict[str, Any]]]:
    """{name: every dict that stands anywhere under the key}, in order: the tree is walked once for all names."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    # The last of them is next: a tree may be deeper than Python calls itself.
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += reversed(node)
        elif isinstance(node, dict):
            waiting += reversed([value for name, value in node.items() if name not in found])
            for name in found.keys() & node.keys():
                found[name] += (item for item in listed(node[name]) if isinstance(item, dict))
    return found


def whole(value: str) -> int | None:
    """An amount of money in whole units, or None."""
    digits = value.partition(".")[0]
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 15 else None
