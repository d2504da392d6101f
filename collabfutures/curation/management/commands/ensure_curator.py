"""Makes the first account, so that a newcomer can sign in."""

import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

NAME = "curator"


class Command(BaseCommand):
    help = "Create a local curator with a generated password, printed once, unless somebody can already sign in."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("In production create accounts with createsuperuser.")
        users = get_user_model().objects
        if users.filter(is_staff=True, is_active=True).exists():
            return
        password = secrets.token_urlsafe(12)
        users.create_superuser(NAME, password=password)
        self.stdout.write(f"A curator account was made. Name: {NAME}   Password: {password}")
        self.stdout.write("This password is shown once. Set another with: make password")
