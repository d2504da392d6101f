"""What the tests share: a database with nothing in it, the built-in series, a client, a curator, a browser."""

import gc
import os
import shutil
import threading
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings as configured
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models.signals import post_migrate
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

from collabfutures.curation.database.health import found_in_step
from collabfutures.curation.formats.period import kept as period
from collabfutures.curation.index.follower import follower
from collabfutures.curation.models import ContentVersion, Revision
from collabfutures.curation.responses.kept import kept_responses
from collabfutures.curation.responses.tags import numbers
from collabfutures.curation.search.matching import label_rows
from collabfutures.curation.search.synonyms import every_name, names_of
from collabfutures.site.openapi_view import kept as description
from findings.content import loader
from findings.gaps import found_gaps

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


# Each keeps what it read.
MEMORIES = (
    follower,
    kept_responses,
    numbers,
    every_name,
    names_of,
    label_rows,
    found_gaps,
    description,
    period,
)

# (model, rows) of the built-in series as the loader left them, once it has run in this process. On PostgreSQL they are
# as it copies them, with what triggers wrote, where that may be.
_loaded = []


def pytest_collection_finish():
    """What is loaded stays: looking through it for garbage again and again took a tenth of the suite."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    """A test database for every run. pytest-django makes none where only `site` needs it, and `site` would then fill
    and flush the developer's own."""
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
    post_migrate.connect(_empty_kernel)
    yield
    with django_db_blocker.unblock():
        _end_other_sessions()
        teardown_databases(made, verbosity=0)


@transaction.atomic
def _empty_kernel(sender, plan=None, **kwargs):
    """After a flush. SQLite empties table by table, so that triggers log what goes in tables emptied before."""
    # A migration has a plan, if an empty one.
    if sender.label == "curation" and connection.vendor == "sqlite" and plan is None:
        with connection.cursor() as cursor:
            for model in set(_models("curation")) - {ContentVersion}:
                cursor.execute(f"DELETE FROM {model._meta.db_table}")


def _end_other_sessions():
    """A browser may keep a request's thread, and with it a session, that PostgreSQL would not drop a database under."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Nobody guesses the passwords of a test; hashing them as a site does took a tenth of the suite."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def numbered_at_once(request, _django_db_marker):
    """PostgreSQL numbers changes as a transaction commits, which that of a test never does: here it does so at once."""
    if "db" in request.fixturenames:
        request.getfixturevalue("db")
    if connection.vendor == "postgresql" and connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS curation_count_changes IMMEDIATE")


@pytest.fixture(autouse=True)
def no_memory_of_another_test():
    """A test that is rolled back gives its numbers to the next one."""
    _forget()
    shutil.rmtree(configured.DUMPS, ignore_errors=True)


@pytest.fixture
def forgotten():
    """Has this process forget what it read, as another one that has just begun."""
    return _forget


def _forget():
    for memory in MEMORIES:
        memory.forget()
    found_in_step.clear()


@pytest.fixture
def series(db):
    """The built-in series as `make run` loads it. The loader runs once; its rows are then put back as they were."""
    load_series()


@transaction.atomic
def load_series():
    copies = connection.vendor == "postgresql" and _is_superuser()
    if not _loaded:
        list(loader.load())
        models = [model for app in ("seminars", "findings", "curation") for model in _models(app)]
        _loaded.extend((model, _copied(model) if copies else _rows(model)) for model in models)
    elif copies:
        _copy_back()
    else:
        for model, rows in _loaded:
            # The other tables of the kernel are filled by triggers.
            if model._meta.app_label != "curation" or model is Revision:
                _put_back(model, rows)


def _models(app):
    return apps.get_app_config(app).get_models(include_auto_created=True)


def _is_superuser():
    with connection.cursor() as cursor:
        cursor.execute("SELECT usesuper FROM pg_user WHERE usename = current_user")
        return cursor.fetchone()[0]


def _names(model):
    return ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)


def _columns(model):
    return f"{model._meta.db_table} ({_names(model)})"


def _rows(model):
    with connection.cursor() as cursor:
        return cursor.execute(f"SELECT {_names(model)} FROM {model._meta.db_table}").fetchall()


def _put_back(model, rows):
    """As they were read: bulk_create, which prepares each value, took four times as long."""
    signs = ", ".join("%s" for _ in model._meta.concrete_fields)
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {model._meta.db_table} ({_names(model)}) VALUES ({signs})", rows)


def _copied(model):
    with connection.cursor() as cursor, cursor.copy(f"COPY {_columns(model)} TO STDOUT") as copy:
        return b"".join(copy)


def _copy_back():
    """Without the triggers, which took longer than most tests: what they wrote is copied too."""
    written = list(_models("curation"))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for model in written:
            cursor.execute(f"DELETE FROM {model._meta.db_table}")
        for model, rows in _loaded:
            with cursor.copy(f"COPY {_columns(model)} FROM STDIN") as copy:
                copy.write(rows)
        # A test that is not rolled back begins the sequences anew: what is made next must not take a copied key.
        cursor.execute(" ".join(connection.ops.sequence_reset_sql(no_style(), [model for model, _ in _loaded])))
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    """The address of a running site with the built-in series, the same for all tests of a module."""
    with django_db_blocker.unblock():
        load_series()
        server = LiveServer("localhost")
        yield server.url
        # A thread ends when the browser has hung up; one that still holds the database would be in the way.
        for thread in threading.enumerate():
            if "process_request_thread" in thread.name:
                thread.join(timeout=2)
        server.stop()
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def curator(db):
    """Somebody who may do everything, signed in without a password: hashing one takes a quarter of a second."""
    return User.objects.create(username="curator", is_staff=True, is_superuser=True)


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
