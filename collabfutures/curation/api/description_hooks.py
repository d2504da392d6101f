"""What is put right in the description after drf-spectacular has written it: it is of what is read, not of forms."""

import json
from collections.abc import Iterator
from typing import Any

METHOD = "get"


def as_read(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Without what speaks of writing, and with one null where there are two."""
    for node in _objects(result):
        node.pop("readOnly", None)
        if isinstance(one_of := node.get("oneOf"), list):
            node["oneOf"] = [each for number, each in enumerate(one_of) if each not in one_of[:number]]
        if isinstance(all_of := node.get("allOf"), list) and len(all_of) == 1:
            node |= node.pop("allOf")[0]
    return result


def said_once(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Errors and headers that many operations share stand among the components: the description is a third as long."""
    parts: dict[str, dict[str, Any]] = {"responses": {}, "headers": {}}
    for operation in (path[METHOD] for path in result["paths"].values()):
        for status, response in operation["responses"].items():
            for name, header in response.get("headers", {}).items():
                response["headers"][name] = _shared(parts, "headers", name, header)
            if not status.startswith("2"):
                operation["responses"][status] = _shared(parts, "responses", f"Status{status}", response)
    result["components"] |= parts
    return result


def _shared(parts, sort, name, body):
    """A reference to the one part that looks so; another that looks otherwise has a number behind its name."""
    number, wanted = 1, name
    while json.dumps(parts[sort].setdefault(wanted, body)) != json.dumps(body):
        number += 1
        wanted = f"{name}{number}"
    return {"$ref": f"#/components/{sort}/{wanted}"}


def _objects(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for each in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _objects(each)
