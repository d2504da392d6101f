"""The kernel knows no kind: no model, field or address of an app is named in curation/ or in templates/records/."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

from collabfutures.curation.models import Record, kinds
from tests.walk import routes

ROOT = Path(__file__).resolve().parents[2]
CODE = [path for path in (ROOT / "collabfutures/curation").rglob("*.py") if "migrations" not in path.parts]
TEMPLATES = sorted((ROOT / "templates/records").rglob("*.html"))
# Words that are a field of some kind and a plain word of the kernel's own besides.
OWN_WORDS = {"abstract", "quotation", "statement", "award_reference", "outcome_id"}
OWN_WORDS |= {
    "position",
    "title",
    "key",
    "form",
    "series",
    "date",
    "year",
    "state",
    "authors",
    "first",
    "second",
    "related",
}
OWN_WORDS |= {
    "present",
    "broader",
    "narrower",
    "match",
    "note",
    "place",
    "document",
    "body",
    "summary",
    "children",
    "doi",
}
OWN_WORDS |= {
    "parent",
    "scope",
    "role",
    "detail",
    "sources",
    "isbn",
    "container",
    "theme",
    "sectors",
    "themes",
    "dominant",
}


def app_models():
    return [model for app in ("seminars", "findings") for model in apps.get_app_config(app).get_models()]


def own_fields():
    """The names that only the apps' models have, and no word of the kernel's own."""
    shared = {field.name for field in Record._meta.get_fields()} | {"id"}
    names = {field.name for model in app_models() for field in model._meta.get_fields()}
    return {name for name in names - shared - OWN_WORDS if "_" in name or len(name) > 6}


def own_addresses():
    """The names of addresses that lead to the apps' views; `MODEL-list` and the like are made from the model."""
    return {
        route.name for route in routes() if getattr(route.view, "__module__", "").startswith(("seminars", "findings"))
    } | {f"{kind._meta.model_name}-list" for kind in kinds()}


def strings_and_names(path):
    """The identifiers and strings of a module, without its docstrings and comments."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    prose = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield node.id


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_of_the_kernel_names_no_model_and_no_field_of_an_app(path):
    words = {word for text in strings_and_names(path) for word in re.findall(r"\w+", text)}
    assert words & {model.__name__ for model in app_models()} == set()
    assert words & own_fields() == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_of_the_kernel_names_no_address_and_no_field_of_an_app(path):
    code = " ".join(re.findall(r"\{[%{].*?[%}]\}", path.read_text(encoding="utf-8"), re.S))
    quoted = set(re.findall(r"['\"]([\w-]+)['\"]", code))
    assert quoted & own_addresses() == set()
    assert set(re.findall(r"\w+", code)) & own_fields() == set()
