"""A command that does an act on the records of a kind, all or those that a query finds, in batches with a bar."""

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.http import QueryDict
from tqdm import tqdm

from collabfutures.curation import registry
from collabfutures.curation.models import kinds
from collabfutures.curation.publishing import Done, in_batches

# So many refusals are told.
TOLD = 50


class ActCommand(BaseCommand):
    """Base of `publish` and `withdraw`: which records, what they are called, what is done, and the word for it."""

    states: tuple[str, ...] = ()
    called = done = goes_with = ""

    def add_arguments(self, parser: CommandParser) -> None:
        names = sorted(str(model._meta.model_name) for model in kinds())
        parser.add_argument("kind", choices=names, metavar="KIND", help=", ".join(names))
        parser.add_argument("query", nargs="?", default="", help='as in the address of its list: "q=trust"')
        parser.add_argument("--together", action="store_true", help=self.goes_with)
        parser.add_argument("--yes", action="store_true", help="do it, and do not only count")

    def act(self, model: Any, keys: Sequence[int], options: dict[str, Any]) -> Done:
        raise NotImplementedError

    def handle(self, *args: Any, kind: str, query: str, yes: bool, **options: Any) -> None:
        # What filters a kind has is known once the addresses are.
        import_module(settings.ROOT_URLCONF)
        found = registry.kind_of(next(model for model in kinds() if model._meta.model_name == kind))
        filterset = found.filterset_class(QueryDict(query), found.model.objects.filter(state__in=self.states))
        if not filterset.is_valid():
            raise CommandError(" ".join(str(each) for errors in filterset.errors.values() for each in errors))
        keys = list(filterset.qs.order_by("pk").values_list("pk", flat=True))
        if not yes:
            called = self.called if len(keys) == 1 else f"{self.called}s"
            self.stdout.write(f"{len(keys):,} {called}. Nothing was {self.done}: add --yes.")
            return
        self._each_batch(found.model, keys, options)

    def _each_batch(self, model, keys, options):
        done, refused = 0, 0
        with tqdm(total=len(keys), disable=not sys.stderr.isatty(), unit="record") as bar:
            for batch in in_batches(keys):
                found = self.act(model, batch, options)
                for record, reason in found.refused[: max(0, TOLD - refused)]:
                    self.stdout.write(f"refused: “{record.slug}”: {reason}")
                done, refused = done + len(found.published), refused + len(found.refused)
                bar.update(len(batch))
        self.stdout.write(f"{done:,} {self.done}, {refused:,} refused.")
