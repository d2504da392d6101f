"""Which answer is still the same? One tag for each address, bound to the content version and its epoch."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import condition

from collabfutures.curation.versions import ContentVersion


def entity_tag(request: HttpRequest, *args: Any, **kwargs: Any) -> str:
    """The same for as long as the public content and the software are: what the address says is part of it."""
    parts = (settings.RELEASE, ContentVersion.mark(), request.get_full_path(), request.headers.get("Accept", ""))
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


def versioned(headers: dict[str, str]) -> Callable:
    """Decorates a view: who holds the tag of this very answer gets a 304; `headers` stand on every answer."""

    def decorate(view: Callable) -> Callable:
        conditional = condition(etag_func=entity_tag)(view)

        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            # “*” asks whether there is anything at all, which only the view knows.
            any_tag = request.headers.get("If-None-Match", "").strip() == "*"
            reads = request.method in ("GET", "HEAD")
            response = (conditional if reads and not any_tag else view)(request, *args, **kwargs)
            # Only a good answer bears a tag: with that of an error one would be told that the error still holds.
            if response.status_code not in (200, 304):
                del response.headers["ETag"]
            for name, value in headers.items():
                response.headers.setdefault(name, value)
            return response

        return answered

    return decorate
