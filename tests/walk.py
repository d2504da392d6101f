"""Every public address, read from the URL resolver: a new page or kind is in every law on the day it is routed."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from collabfutures.curation.api.problems import PROBLEMS
from collabfutures.curation.api.viewsets import RecordViewSet
from collabfutures.curation.models import Record, kinds
from collabfutures.site.pathway_content import PATHWAYS

FORMATS = [renderer.format for renderer in RecordViewSet.renderer_classes]

# These have one form.
IN_JSON_ALONE = ("api/v1/", "api/v1/openapi.json", "api/v1/changes/", "api/v1/dump/")
# What some answers cannot do without.
NEEDED = {"search/": "q=number&", "suggest/": "q=n&"}
# These need several records of a kind: tests of their own ask them.
APART = ("compare/",)


@dataclass(frozen=True)
class Route:
    """One public pattern: its route as text, its name, and the view behind it."""

    route: str
    name: str
    view: object

    @property
    def kind(self) -> type[Record] | None:
        """The kind of record that the route is of, if it is of one."""
        view = getattr(self.view, "view_class", None) or getattr(self.view, "cls", None)
        viewset = getattr(view, "viewset", view)
        serializer = getattr(viewset, "serializer_class", None)
        return serializer.Meta.model if serializer and "slug" in self.route else None


def routes() -> list[Route]:
    """Every pattern of the public site. The desk, and the way into it, are below /admin/."""
    return [route for route in _routes(get_resolver().url_patterns, "") if not route.route.startswith("admin/")]


def _routes(patterns, prefix) -> Iterator[Route]:
    for each in patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            if each.namespace != "admin":
                yield from _routes(each.url_patterns, route)
        elif isinstance(each, URLPattern):
            yield Route(route, each.name or "", each.callback)


def addresses(records: dict[type[Record], Record]) -> Iterator[str]:
    """An address for each public pattern, with a record of each kind where it asks for one; data in every format."""
    for route in routes():
        yield from _filled(route, records)


def _filled(route, records):
    slug = records[route.kind].slug if route.kind else ""
    if route.route.startswith("api/v1/") and route.name.endswith("-answer"):
        yield from _answered(f"/{route.route}")
        return
    if "drf_format_suffix" in route.route or route.route.endswith("(?P<format>[a-z0-9]+)/?$"):
        return
    if route.route.startswith("api/v1/dump/<"):
        # Files as large as the base: tests of their own open them.
        return
    if route.route.startswith("api/v1/"):
        path = route.route.replace("^", "").replace("$", "").replace("(?P<slug>[-a-z0-9]{1,80})", slug)
        yield f"/{path}"
        if path not in IN_JSON_ALONE and not path.endswith("/statements/"):
            yield from (f"/{path}?format={format}" for format in FORMATS[1:])
    elif "<slug:code>" in route.route:
        yield from (f"/{route.route.replace('<slug:code>', each.code)}" for each in PROBLEMS)
    elif "<section>" in route.route:
        yield from (f"/sitemap-{name}.xml" for name in ["pages", *(kind._meta.model_name for kind in kinds())])
    else:
        path = f"/{route.route.replace('<record:slug>', slug)}"
        assert "<" not in path, f"the laws know no sample for {route.route}: give it one in tests/walk.py"
        yield path
        yield from _asked(route, path)


def _answered(path):
    """An answer in both of its forms, with what it cannot do without."""
    place = path.removeprefix("/api/v1/")
    needed = NEEDED.get(place, "")
    yield from (f"{path}?{needed}{form}".rstrip("?&") for form in ("", "format=csv") if place not in APART)


def _asked(route, path):
    """What pages show only when they are asked something."""
    yield from {
        "search": [f"{path}?q=number", f"{path}?q=trust&words=as-typed"],
        "suggest": [f"{path}?q=n"],
        "map": [f"{path}?kind={name}" for name in ("finding", "impact-record", "theme")],
    }.get(route.name, [])
    if route.name.startswith("pathway-"):
        assert route.name.removeprefix("pathway-") in PATHWAYS


def slug_routes() -> list[Route]:
    """The patterns of single records: their page and their address in the API."""
    return [route for route in routes() if route.kind and "format" not in route.route]


def record_address(route: Route, slug: str) -> str:
    path = route.route.replace("<record:slug>", slug).replace("(?P<slug>[-a-z0-9]{1,80})", slug)
    return "/" + path.replace("^", "").replace("$", "")
