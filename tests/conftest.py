"""What the tests share: a database with nothing in it, the built-in series, a client, a curator, a browser."""

import os
import shutil
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import sync_playwright

from findings import builtin

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture
def series(db):
    """The built-in series, loaded as `make run` loads it."""
    return list(builtin.load())


@pytest.fixture
def curator(db):
    return User.objects.create_superuser("curator", password="only-for-tests")


@pytest.fixture
def admin(curator):
    client = Client()
    client.force_login(curator)
    return client


@pytest.fixture(scope="session")
def gtr():
    """The folder of real GtR records. It is no part of the project."""
    folder = SHARED / "gtr"
    if not folder.is_dir():
        pytest.skip("the real GtR records lie in ../shared, which is not here")
    return folder


@pytest.fixture(scope="session")
def chromium():
    if CHROMIUM is None and not os.environ.get("CI"):
        pytest.skip("no Chromium is installed here; CI installs one and runs these")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-quic"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()
