"""How often may one address ask the API? Counted in the cache that all processes share; off unless API_RATE is set."""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache.backends.base import InvalidCacheBackendError
from django.core.exceptions import MiddlewareNotUsed, ValidationError
from django.core.validators import validate_ipv46_address
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseBase
from django_ratelimit.core import get_usage
from redis.exceptions import RedisError

from collabfutures.curation.api.problems import BY_STATUS, problem

log = logging.getLogger(__name__)
COUNTED = "/api/"
NAME = "address"
Handler = Callable[[HttpRequest], HttpResponseBase]


def limit_rates(get_response: Handler) -> Handler:
    """Says with every answer how many are left, and refuses whoever has none: outside of what is kept."""
    if not settings.API_RATE:
        raise MiddlewareNotUsed

    def middleware(request: HttpRequest) -> HttpResponseBase:
        usage = _usage(request) if request.path_info.startswith(COUNTED) else None
        if usage is None:
            return get_response(request)
        response = _refusal(request, usage) if usage["should_limit"] else get_response(request)
        left, seconds = max(0, usage["limit"] - usage["count"]), max(1, usage["time_left"])
        response.headers["RateLimit-Policy"] = f'"{NAME}";q={usage["limit"]};w={settings.API_RATE_SECONDS}'
        response.headers["RateLimit"] = f'"{NAME}";r={left};t={seconds}'
        return response

    return middleware


def _usage(request: HttpRequest) -> dict[str, Any] | None:
    """How much of its share the address has used; None where nobody can count: better to answer than to refuse."""
    rate = (settings.API_RATE, settings.API_RATE_SECONDS)
    try:
        return get_usage(request, group=NAME, key="ip", rate=rate, increment=True)
    except (RedisError, DatabaseError, InvalidCacheBackendError) as error:
        log.warning("Requests cannot be counted: %s", error)
        return None


def client_address(request: HttpRequest) -> str:
    """Who asks: the last address in X-Forwarded-For is the one that the proxy itself saw. Of IPv6 the first half is
    counted (django-ratelimit's own mask). A server behind a socket knows no address, and has one share for all."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    for found in (forwarded.rpartition(",")[2].strip(), request.META.get("REMOTE_ADDR", "")):
        if is_ip(found):
            return found
    return "0.0.0.0"


def is_ip(text: str) -> bool:
    try:
        validate_ipv46_address(text)
    except ValidationError:
        return False
    return True


def _refusal(request, usage):
    seconds = max(1, usage["time_left"])
    detail = f"{usage['limit']} requests in {settings.API_RATE_SECONDS} seconds are answered. Wait {seconds} seconds."
    return problem(request, BY_STATUS[429], detail, **{"Retry-After": str(seconds), "Cache-Control": "no-store"})
