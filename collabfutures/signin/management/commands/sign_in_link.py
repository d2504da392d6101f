"""Lets somebody in: for the first time, or again, who has lost their password or their second factor."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from collabfutures.signin.links import forget_second_factor, link_for


class Command(BaseCommand):
    help = "Print a link with which an account chooses a new password; it works once, for three days."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the name that the account signs in with")
        parser.add_argument("--forget-second-factor", action="store_true", help="they set up another one")
        parser.add_argument("--site", default="", help="the address of the site, such as https://example.org")

    def handle(self, *args: Any, **options: Any) -> None:
        account = get_user_model().objects.filter(username=options["name"], is_staff=True, is_active=True).first()
        if account is None:
            raise CommandError(f"No active curator is called {options['name']!r}.")
        if options["forget_second_factor"]:
            forget_second_factor(account)
        self.stdout.write(options["site"].rstrip("/") + link_for(account))
