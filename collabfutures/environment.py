"""Reads the environment for settings.py and refuses what is missing or malformed, naming the variable."""

import os
import re
from collections.abc import Collection
from typing import Any
from urllib.parse import unquote

import environ
from django.core.exceptions import ImproperlyConfigured

ENVIRONMENTS = ("development", "production")
WORDS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
DATABASE_SCHEMES = ("sqlite", "postgres", "postgresql")


def text(name: str, default: str = "") -> str:
    """The variable as it stands, stripped. An empty variable counts as one that is not set."""
    return os.environ.get(name, "").strip() or default


def choice(name: str, allowed: Collection[str], default: str) -> str:
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name}={value!r}: use one of {', '.join(allowed)}.")
    return value


def flag(name: str, default: bool, allowed: bool = True) -> bool:
    """True or False, and True only where it is allowed. A mistyped word is refused, not taken for one of the two."""
    value = text(name).lower()
    if value and value not in WORDS:
        raise ImproperlyConfigured(f"{name}={value!r}: use one of {', '.join(WORDS)}.")
    if WORDS.get(value, default) and not allowed:
        raise ImproperlyConfigured(f"{name} may not be on in production.")
    return WORDS.get(value, default)


def number(name: str, default: int, least: int = 0, most: int = 10**9) -> int:
    value = text(name, str(default))
    if not re.fullmatch(r"[0-9]{1,10}", value) or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"{name}={value!r}: use a whole number from {least} to {most}.")
    return int(value)


def required(name: str, production: bool, otherwise: str, least: int = 1) -> str:
    """The variable in production, where it must be at least `least` characters long; `otherwise` elsewhere."""
    value = text(name, "" if production else otherwise)
    if len(value) < least:
        raise ImproperlyConfigured(f"{name} must be set in production, to at least {least} characters.")
    return value


def parts(name: str) -> list[str]:
    """A comma-separated list, empty where nothing is set."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def names(name: str, production: bool, otherwise: str) -> list[str]:
    """A comma-separated list, which production must give and must not widen to every name there is."""
    found = [part.strip() for part in required(name, production, otherwise).split(",") if part.strip()]
    if not found or (production and not all(re.fullmatch(r"\.?[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)*", one) for one in found)):
        raise ImproperlyConfigured(f"{name} must list the host names this site is served under, such as example.org.")
    return found


def origins(name: str) -> list[str]:
    """A comma-separated list of origins with their scheme, as CSRF_TRUSTED_ORIGINS wants them."""
    found = parts(name)
    for origin in found:
        if not re.fullmatch(r"https?://[^/\s*]+", origin):
            raise ImproperlyConfigured(f"{name}: {origin!r} is no origin such as https://example.org.")
    return found


def address(name: str, default: str) -> str:
    """A web address without a path's end: https, or http within the machine."""
    value = text(name, default).rstrip("/")
    if not re.fullmatch(r"https://[^/\s?#]+(/[^\s?#]*)?|http://(127\.0\.0\.1|localhost)(:\d+)?(/[^\s?#]*)?", value):
        raise ImproperlyConfigured(f"{name}={value!r}: use an address such as https://gtr.ukri.org.")
    return value


def path(name: str) -> str | None:
    """A path of a host such as /knowledge, or None where nothing is set."""
    value = text(name)
    if value and not re.fullmatch(r"(/[A-Za-z0-9_~-]+)+", value):
        raise ImproperlyConfigured(f"{name}={value!r}: use a path such as /knowledge.")
    return value or None


def redis(name: str) -> dict[str, Any] | None:
    """The cache at redis://HOST:PORT/NUMBER, or None where nothing is set."""
    url = text(name)
    if url and not re.fullmatch(r"(rediss?://[^\s]+|unix://[^\s]+)", url):
        raise ImproperlyConfigured(f"{name}={url!r}: use an address such as redis://127.0.0.1:6379/0.")
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url} if url else None


def replica(name: str, primary: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """{"replica": …} where the variable is set, else {}: a PostgreSQL server that copies the primary."""
    if not text(name):
        return {}
    found = database(name, "")
    if not all(each["ENGINE"].endswith("postgresql") for each in (primary, found)):
        raise ImproperlyConfigured(f"{name}: only PostgreSQL has replicas. Leave it out, or set DATABASE_URL.")
    return {"replica": {**found, "TEST": {"MIRROR": "default"}}}


def database(name: str, default: str) -> dict[str, Any]:
    url = text(name, default)
    scheme, _, rest = url.partition("://")
    try:
        found = environ.Env.db_url_config(url)
    except (ValueError, ImproperlyConfigured):
        found = {}
    if scheme not in DATABASE_SCHEMES or not rest or not found.get("NAME"):
        raise ImproperlyConfigured(f"{name}: use an address such as sqlite:///PATH or postgres://USER@HOST:PORT/NAME.")
    # A folder that holds the server's socket is written with %2F in the place of its slashes.
    return {"OPTIONS": {}, **found, "HOST": unquote(found.get("HOST") or "")}
