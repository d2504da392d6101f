"""Ends sessions: of one account whose cookie may have been taken, or of all."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand, CommandError, CommandParser

from collabfutures.signin.sessions import end_sessions


class Command(BaseCommand):
    help = "End all sessions of an account, or of every account: they sign in again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", help="the name that the account signs in with; without it, all")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["name"] is None:
            self.stdout.write(f"{Session.objects.all().delete()[0]} sessions are ended.")
            return
        account = get_user_model().objects.filter(username=options["name"]).first()
        if account is None:
            raise CommandError(f"No account is called {options['name']!r}.")
        self.stdout.write(f"{end_sessions(account)} sessions of {account} are ended.")
