"""The kernel: what every kind of record shares. It knows no kind by name."""

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class CurationConfig(AppConfig):
    name = "collabfutures.curation"
    label = "curation"

    def ready(self):
        # The triggers are made from the models, which exist only now.
        triggers = import_module("collabfutures.curation.database.triggers")
        # SQLite cannot alter a table that another table's trigger names: take them off first, put them back after.
        pre_migrate.connect(triggers.drop_for, dispatch_uid="drop-record-triggers")
        post_migrate.connect(triggers.install_for, dispatch_uid="install-record-triggers")
