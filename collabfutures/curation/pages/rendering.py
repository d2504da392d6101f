"""How every page is made: which parameters it knows, what it ignores, and that anybody may cache it."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from collabfutures.curation.parameters import PageQuery


def public_page(view: Callable) -> Callable:
    """Decorates the view of a page that may only be read: a POST is refused for what it is, not for a missing token."""
    return csrf_exempt(require_safe(view))


def render_page(
    request: HttpRequest,
    template: str | list[str],
    context: dict[str, Any] | None = None,
    known: Iterable[str] = (),
    status: int | None = None,
) -> HttpResponse:
    """A page that takes the parameters `known`. With `errors` in the context it is a 400, unless `status` is given;
    with `is_passing` nobody is to keep it."""
    context = {"query": PageQuery(request.GET, known), **(context or {})}
    response = render(request, template, context, status=status or (400 if context.get("errors") else 200))
    if context.get("is_passing"):
        response["Cache-Control"] = "no-store"
    return response
