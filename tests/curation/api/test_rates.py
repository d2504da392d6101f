"""How often one address may ask, and what it is told of that."""

import pytest
from django.core.cache import cache
from django.test import Client

ADDRESS = "/api/v1/themes/"
PROXY = "10.0.0.9"


@pytest.fixture
def limited(settings, db):
    """A client of a site that answers three requests an hour to each address."""
    settings.API_RATE, settings.API_RATE_SECONDS = 3, 3_600
    cache.clear()
    return Client()


def test_an_address_is_told_how_many_are_left_and_refused_when_none_is(limited):
    left = [limited.get(ADDRESS)["RateLimit"].partition(";t=")[0] for _ in range(3)]
    assert left == ['"address";r=2', '"address";r=1', '"address";r=0']
    refused = limited.get(ADDRESS)
    assert (refused.status_code, refused["Content-Type"]) == (429, "application/problem+json")
    assert refused.json()["code"] == "too-many-requests"
    assert refused["RateLimit-Policy"] == '"address";q=3;w=3600'
    assert 1 <= int(refused["Retry-After"]) <= 3_600
    assert limited.get(ADDRESS, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_a_page_is_not_counted(limited):
    assert "RateLimit" not in limited.get("/themes/")


def test_behind_a_proxy_the_address_that_it_saw_is_counted(limited, settings):
    settings.BEHIND_PROXY = True
    for _ in range(4):
        last = limited.get(ADDRESS, REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR="198.51.100.1, 192.0.2.7")
    assert last.status_code == 429
    other = limited.get(ADDRESS, REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR="192.0.2.7, 192.0.2.8")
    assert other.status_code == 200


@pytest.mark.parametrize("forwarded", ["", "nonsense", "' OR 1=1", "::1, 999.1.1.1"])
def test_whatever_stands_in_the_header_is_no_error(forwarded, limited, settings):
    settings.BEHIND_PROXY = True
    assert limited.get(ADDRESS, REMOTE_ADDR="", HTTP_X_FORWARDED_FOR=forwarded).status_code == 200


def test_where_nobody_can_count_everybody_is_answered(limited, settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    }
    assert [limited.get(ADDRESS).status_code for _ in range(4)] == [200] * 4


def test_every_address_that_refuses_a_method_says_which_it_takes(db):
    for address in (ADDRESS, "/api/v1/", "/api/v1/changes/", "/api/v1/openapi.json"):
        refused = Client().post(address)
        assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, OPTIONS")
