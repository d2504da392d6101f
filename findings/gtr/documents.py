"""From a file to a tree of dicts, lists and texts: XML by local names, JSON as it is. Refuses what could harm."""

import json
import math
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml import ElementTree as SafeTree

from findings.gtr import projectsearch
from findings.gtr.records import Unreadable

MOST_BYTES = 20 * 1024 * 1024
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
TOO_DEEP = "nested too deeply to be a GtR record"


def read_tree(path: Path) -> dict[str, Any]:
    """The content of a file. Raises Unreadable with a reason a curator understands."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise Unreadable(f"{size / 1024**2:,.0f} MB; a GtR record has at most {MOST_BYTES // 1024**2} MB")
        return parse(path.read_bytes())
    except OSError as error:
        raise Unreadable(error.strerror or str(error)) from error


def parse(content: bytes) -> dict[str, Any]:
    """The tree of a file's bytes; the format is told from the content, never from the name."""
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if not start:
        raise Unreadable("the file is empty")
    if start.startswith((b"<!doctype html", b"<html")):
        raise Unreadable("an HTML page, not a GtR record")
    if projectsearch.is_sheet(content[:4_000].decode("utf-8-sig", "replace")):
        return projectsearch.tree(content.decode("utf-8-sig", "replace"))
    try:
        return _xml(content) if start.startswith((b"<", *UTF_16)) else _json(content)
    except RecursionError as error:
        raise Unreadable(TOO_DEEP) from error


def _xml(content):
    try:
        root = SafeTree.fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Unreadable("XML with a document type or entities of its own, which no GtR record has") from error
    except (SyntaxError, ValueError, LookupError) as error:
        raise Unreadable(f"not well-formed XML: {error}") from error
    return {local_name(root): _element(root)}


def local_name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _element(element):
    """Children become a dict, repeated ones a list; a text with attributes becomes {"value": text, …} as in v7."""
    if len(element) == 0:
        text = (element.text or "").strip()
        attributes = {name: value for name, value in element.attrib.items() if "}" not in name}
        return {"value": text, **attributes} if attributes and text else text
    tree = {}
    for child in element:
        tree.setdefault(local_name(child), []).append(_element(child))
    return {name: values[0] if len(values) == 1 else values for name, values in tree.items()}


def _json(content):
    try:
        tree = json.loads(content, parse_constant=_no_number, parse_float=_number)
    except ValueError as error:
        raise Unreadable(f"neither XML nor JSON: {error}") from error
    if not isinstance(tree, dict):
        raise Unreadable("JSON, but not a GtR record: it does not begin with an object")
    return _storable(tree)


def _no_number(text):
    raise ValueError(f"{text} is no number that could be stored")


def _number(text):
    value = float(text)
    return value if math.isfinite(value) else _no_number(text)


def _storable(node):
    """JSON may spell characters that no database stores: NUL and halves of surrogate pairs."""
    if isinstance(node, dict):
        return {_storable(name): _storable(value) for name, value in node.items()}
    if isinstance(node, list):
        return [_storable(item) for item in node]
    return node.replace("\x00", "").encode("utf-8", "replace").decode() if isinstance(node, str) else node
