"""Production does not start half-configured, and no malformed value is taken for something else."""

import os
import subprocess
import sys

import pytest

KEY = "k" * 60


def start(**environment):
    """Loads the settings in a process of its own; returns its error text, empty when they loaded."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    code = "import collabfutures.settings"
    run = subprocess.run([sys.executable, "-c", code], env={**kept, **environment}, capture_output=True, text=True)
    return run.stderr if run.returncode else ""


def test_without_a_word_about_it_the_environment_is_production():
    assert "SECRET_KEY must be set in production" in start()


@pytest.mark.parametrize(
    ("environment", "complaint"),
    [
        ({"ENVIRONMENT": "production"}, "SECRET_KEY must be set"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY must be set in production, to at least 50"),
        ({"SECRET_KEY": KEY}, "ALLOWED_HOSTS must be set"),
        ({"SECRET_KEY": KEY, "ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must list the host names"),
        ({"SECRET_KEY": KEY, "ALLOWED_HOSTS": " , "}, "ALLOWED_HOSTS must list"),
        ({"SECRET_KEY": KEY, "ALLOWED_HOSTS": "x.org"}, "CONTACT must be set in production"),
        ({"ENVIRONMENT": "prod"}, "ENVIRONMENT='prod': use one of development, production."),
        ({"ENVIRONMENT": "development", "DEBUG": "maybe"}, "DEBUG='maybe'"),
        ({"SECRET_KEY": KEY, "ALLOWED_HOSTS": "x.org", "DEBUG": "1"}, "DEBUG may not be on in production"),
        ({"SECRET_KEY": KEY, "ALLOWED_HOSTS": "https://x.org/"}, "ALLOWED_HOSTS must list"),
        ({"ENVIRONMENT": "development", "DATABASE_URL": "postgres:"}, "DATABASE_URL: use an address"),
        ({"ENVIRONMENT": "development", "DATABASE_URL": "mysql://x/y"}, "DATABASE_URL: use an address such as"),
        ({"ENVIRONMENT": "development", "DATABASE_URL": "postgres://h:port/x"}, "DATABASE_URL"),
        (
            {"ENVIRONMENT": "development", "DATABASE_URL": "sqlite:///x", "DATABASE_REPLICA_URL": "postgres://h/x"},
            "DATABASE_REPLICA_URL: only PostgreSQL has replicas",
        ),
        (
            {"ENVIRONMENT": "development", "DATABASE_URL": "postgres://h/x", "DATABASE_REPLICA_URL": "sqlite:///x"},
            "DATABASE_REPLICA_URL: only PostgreSQL has replicas",
        ),
        ({"ENVIRONMENT": "development", "DATABASE_URL": "postgres://h/x", "CONN_MAX_AGE": "1e3"}, "CONN_MAX_AGE"),
        ({"ENVIRONMENT": "development", "SECURE_HSTS_SECONDS": "-1"}, "SECURE_HSTS_SECONDS"),
        ({"ENVIRONMENT": "development", "CSRF_TRUSTED_ORIGINS": "example.org"}, "CSRF_TRUSTED_ORIGINS"),
        ({"ENVIRONMENT": "development", "URL_PREFIX": "knowledge/"}, "URL_PREFIX='knowledge/': use a path such as"),
    ],
)
def test_what_is_missing_or_malformed_is_named(environment, complaint):
    assert complaint in start(**environment)


def test_what_is_complete_starts():
    assert start(SECRET_KEY=KEY, ALLOWED_HOSTS="example.org", CONTACT="access@example.org") == ""
    assert start(ENVIRONMENT="development") == ""
    assert start(ENVIRONMENT="development", DATABASE_URL="postgres://root@127.0.0.1/x") == ""


def test_what_the_database_address_says_of_the_connection_is_kept():
    code = "import collabfutures.settings as s; print(s.DATABASES['default']['OPTIONS']['sslmode'], s.SECRET_KEY)"
    address = "postgres://u@h/db?sslmode=verify-full"
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    environment = {**kept, "ENVIRONMENT": "development", "DATABASE_URL": address, "SECRET_KEY": "$" + KEY}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert run.stdout.split() == ["verify-full", "$" + KEY], run.stderr


def test_below_a_path_of_its_host_files_and_commands_name_it():
    # Setup as an application server does it, which does not say the path to Django (set_prefix=False).
    code = "import django; django.setup(set_prefix=False); from django.templatetags.static import static; "
    code += (
        "print(static('site.css'), end=' '); django.setup(); from django.urls import reverse; print(reverse('home'))"
    )
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    environment = {
        **kept,
        "ENVIRONMENT": "development",
        "URL_PREFIX": "/knowledge",
        "DATABASE_URL": "sqlite://:memory:",
    }
    environment["DJANGO_SETTINGS_MODULE"] = "collabfutures.settings"
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert run.stdout.split() == ["/knowledge/static/site.css", "/knowledge/"], run.stderr
