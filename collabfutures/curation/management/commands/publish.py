"""Publishes the drafts of a kind, all or those that a query finds."""

from collections.abc import Sequence
from typing import Any

from collabfutures.curation.management.acts import ActCommand
from collabfutures.curation.publication import UNFINISHED
from collabfutures.curation.publishing import Done, publish_batch
from collabfutures.curation.revisions.acts import By


class Command(ActCommand):
    help = (
        "Publish drafts, under the same checks as in the admin. Says how many they are and does nothing without --yes."
    )
    states, called, done = UNFINISHED, "draft", "published"
    goes_with = "also the drafts that they rest on"

    def act(self, model: Any, keys: Sequence[int], options: dict[str, Any]) -> Done:
        return publish_batch(model, keys, options["together"], by=By("manage.py publish"))
