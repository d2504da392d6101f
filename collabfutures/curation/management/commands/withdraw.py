"""Withdraws the public records of a kind, all or those that a query finds."""

from collections.abc import Sequence
from typing import Any

from django.core.management.base import CommandError, CommandParser

from collabfutures.curation.management.acts import ActCommand
from collabfutures.curation.publication import State
from collabfutures.curation.publishing import LONGEST_REASON, Done, withdraw_batch
from collabfutures.curation.revisions.acts import By


class Command(ActCommand):
    help = (
        "Withdraw public records, under the same checks as in the admin; their addresses say why. Says how many they "
        "are and does nothing without --yes."
    )
    states, called, done = (State.PUBLISHED,), "public record", "withdrawn"
    goes_with = "also what would have nothing left to rest on"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--reason", required=True, help="what readers are told at the address of each record")

    def act(self, model: Any, keys: Sequence[int], options: dict[str, Any]) -> Done:
        return withdraw_batch(model, keys, options["reason"], options["together"], by=By("manage.py withdraw"))

    def handle(self, *args: Any, **options: Any) -> None:
        options["reason"] = options["reason"].strip()
        if not 0 < len(options["reason"]) <= LONGEST_REASON:
            raise CommandError(f"--reason has to have between 1 and {LONGEST_REASON} characters.")
        super().handle(*args, **options)
