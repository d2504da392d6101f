"""Publishes the drafts of a kind, all or those that a query finds."""

import sys
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.http import QueryDict
from tqdm import tqdm

from collabfutures.curation import registry
from collabfutures.curation.models import kinds
from collabfutures.curation.publication import State
from collabfutures.curation.publishing import in_batches, publish_batch

# So many refusals are told.
TOLD = 50


class Command(BaseCommand):
    help = (
        "Publish drafts, under the same checks as in the admin. Says how many they are and does nothing without --yes."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        names = sorted(str(model._meta.model_name) for model in kinds())
        parser.add_argument("kind", choices=names, metavar="KIND", help=", ".join(names))
        parser.add_argument("query", nargs="?", default="", help='as in the address of its list: "q=trust"')
        parser.add_argument("--together", action="store_true", help="also the drafts that they rest on")
        parser.add_argument("--yes", action="store_true", help="publish them, and do not only count")

    def handle(self, *args: Any, kind: str, query: str, together: bool, yes: bool, **options: Any) -> None:
        # What filters a kind has is known once the addresses are.
        import_module(settings.ROOT_URLCONF)
        found = registry.kind_of(next(model for model in kinds() if model._meta.model_name == kind))
        drafts = found.model.objects.filter(state__in=[State.DRAFT, State.REVIEW])
        filterset = found.filterset_class(QueryDict(query), drafts)
        if not filterset.is_valid():
            raise CommandError(" ".join(str(each) for errors in filterset.errors.values() for each in errors))
        keys = list(filterset.qs.order_by("pk").values_list("pk", flat=True))
        if not yes:
            self.stdout.write(f"{len(keys):,} drafts. Nothing was published: add --yes.")
            return
        self._publish(found.model, keys, together)

    def _publish(self, model, keys, together):
        published, refused = 0, 0
        with tqdm(total=len(keys), disable=not sys.stderr.isatty(), unit="record") as bar:
            for batch in in_batches(keys):
                done = publish_batch(model, batch, together)
                for record, reason in done.refused[: max(0, TOLD - refused)]:
                    self.stdout.write(f"refused: “{record.slug}”: {reason}")
                published, refused = published + len(done.published), refused + len(done.refused)
                bar.update(len(batch))
        self.stdout.write(f"{published:,} published, {refused:,} refused.")
