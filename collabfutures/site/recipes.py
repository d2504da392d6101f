"""The small programs that the page for developers shows. Each is a file of docs/recipes/, and a test runs it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

FOLDER = settings.BASE_DIR / "docs" / "recipes"
# What stands in a file for the site that the reader is on.
EXAMPLE = "https://example.org"
# (file, title, what it needs besides Python)
RECIPES = (
    ("harvest", "Read a whole list, and lose nothing", ""),
    ("follow", "Read what has changed since", ""),
    ("count", "Count over two axes, and find the gaps", ""),
    ("cite", "Take citations", ""),
    ("notebook", "Load a list into a notebook", "pandas"),
    ("client", "Use a client that is generated from the description", "openapi-python-client"),
)


@dataclass(frozen=True)
class Recipe:
    name: str
    title: str
    needs: str
    code: str


def recipes(site: str) -> Iterator[Recipe]:
    """Each recipe, for a site such as https://example.org."""
    for name, title, needs in RECIPES:
        code = (FOLDER / f"{name}.py").read_text(encoding="utf-8")
        yield Recipe(name, title, needs, code.replace(EXAMPLE, site).rstrip())
