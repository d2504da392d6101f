"""The browser's requests come in several threads at once: each has a connection of its own, as where it is served."""

import pytest
from django.conf import settings
from django.db import connections


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory):
    """A database in a file. One in memory is one connection for all threads, and two of them that call a function of
    ours in it wait for each other for ever."""
    if connections["default"].vendor == "sqlite":
        name = str(tmp_path_factory.mktemp("database") / "check.sqlite3")
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = name
        connections["default"].settings_dict["TEST"]["NAME"] = name
