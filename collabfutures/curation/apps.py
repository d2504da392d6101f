"""The kernel: what every kind of record shares. It knows no kind by name."""

from importlib import import_module

from django.apps import AppConfig
from django.core import checks
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class CurationConfig(AppConfig):
    name = "collabfutures.curation"
    label = "curation"

    def ready(self) -> None:
        # The triggers are made from the models, which exist only now.
        triggers, functions, health = (
            import_module(f"collabfutures.curation.database.{name}") for name in ("triggers", "functions", "health")
        )
        connection_created.connect(functions.teach_sqlite, dispatch_uid="text-functions")
        # SQLite cannot alter a table that another table's trigger names: take them off first, put them back after.
        pre_migrate.connect(triggers.drop_for, dispatch_uid="drop-record-triggers")
        post_migrate.connect(triggers.install_for, dispatch_uid="install-record-triggers")
        roles = import_module("collabfutures.curation.admin.roles")
        post_migrate.connect(roles.install, dispatch_uid="install-roles")
        checks.register(health.check_triggers, checks.Tags.database)
