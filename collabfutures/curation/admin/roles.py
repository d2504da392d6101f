"""The groups that the site ships: what each may do with every kind of record."""

from typing import Any

from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from collabfutures.curation.models import kinds
from collabfutures.curation.relations import is_kind

# {group: what it may do with records of every kind}. An editor does not publish and a reviewer does not write, so that
# two pairs of eyes see what becomes public; a manager does both, where there are few people.
ROLES = {
    "viewer": ("view",),
    "editor": ("view", "add", "change", "delete"),
    "reviewer": ("view", "publish"),
    "manager": ("view", "add", "change", "delete", "publish"),
}
# Rows that are no records, which whoever writes records may add to: years, topics.
WRITERS, ADDED = ("editor", "manager"), ("view", "add")
# Who looks after the accounts of others.
ACCOUNTS = {"manager": ("view_user", "add_user", "change_user", "view_group")}


def install(sender: Any, **kwargs: Any) -> None:
    """After a migration: the groups are there, with what they may do at least. Who wants others makes groups anew."""
    if sender.label not in {"auth", *(kind._meta.app_label for kind in kinds())}:
        return
    # The receiver that makes permissions comes after this one.
    create_permissions(**kwargs)
    for name in ROLES:
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(*Permission.objects.filter(_may(name)))


def _may(role):
    found = Q(content_type__app_label="auth", codename__in=ACCOUNTS.get(role, ()))
    for model in kinds():
        found |= _permissions(model, ROLES[role])
    for model in plain_rows() if role in WRITERS else ():
        found |= _permissions(model, ADDED)
    return found


def plain_rows() -> list[Any]:
    """The models to which records are tied, and which are no kinds of record."""
    fields = [field for kind in kinds() for field in kind._meta.local_many_to_many]
    return list({field.related_model: None for field in fields if not is_kind(field.related_model)})


def _permissions(model, acts):
    meta = model._meta
    codenames = [f"{act}_{meta.model_name}" for act in acts]
    return Q(content_type__app_label=meta.app_label, codename__in=codenames)
