"""An act on a selection of any length: a part at a time, carried on by the page it shows.

The selection is stored, and the page carries how far it came, so that no request lasts long and nothing waits in a
queue. One that is closed stops there: what is done is done, and what is not stays as it was.
"""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, QueryDict

from collabfutures.curation.admin.forms import as_token
from collabfutures.curation.desk.tagging import tie
from collabfutures.curation.publication import STEPS
from collabfutures.curation.publishing import Done, May, each_by_itself, in_batches, publish_batch, withdraw_batch
from collabfutures.curation.revisions.acts import By

# So many records in one request: of the other acts each record is done by itself.
STEP, STEP_BY_ONE = 2_000, 200
# So many refusals are told.
SHOWN = 50


@dataclass
class Progress:
    """How far an act has come: after how many records, or which, and what became of those before."""

    after: int = 0
    done: int = 0
    refused: int = 0
    told: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, posted: QueryDict) -> "Progress":
        after, done, refused = (_whole(posted.get(name, "")) for name in ("after", "done", "refused"))
        return cls(after, done, refused, posted.getlist("told")[:SHOWN])

    @property
    def seen(self) -> int:
        return self.done + self.refused

    def add(self, found: Done, seen: int) -> None:
        self.count(len(found.published), found.refused, self.after + seen)

    def count(self, done: int, refused: list[tuple[Any, str]], last: int) -> None:
        """Some more were done, and (which, why) refused; `last` is the key of the last of them."""
        self.after, self.done, self.refused = last, self.done + done, self.refused + len(refused)
        self.told += (f"“{record}”: {reason}" for record, reason in refused[: SHOWN - len(self.told)])


def continued(request: HttpRequest) -> By:
    """Who acts: what is done in several requests is one act, which the pages between them carry on as `as`."""
    by = By.curator(request.user)
    return By(by.name, by.user, as_token(request.POST.get("as", "")) or by.batch)


def unchanged(model: Any, rows: dict[int, str], act: str) -> tuple[list[int], list[tuple[Any, str]]]:
    """The keys of those that stand as they did when somebody was asked, and (record, why) of those that do not.

    What the act has reached already, as something that another record rests on, is in neither.
    """
    changed = [record for record in model._base_manager.filter(pk__in=rows) if str(record.token) != rows[record.pk]]
    reached = STEPS[act].target if act in STEPS else None
    kept_back = {record.pk for record in changed}
    refused = [(record, "It was changed since you were asked.") for record in changed if record.state != reached]
    return [key for key in rows if key not in kept_back], refused


def do(model: Any, keys: list[int], act: str, arguments: tuple[Any, ...], may: May, by: By) -> Done:
    """Does the act on each record by itself: one that is refused does not keep the others back."""
    found = Done()
    if act == "publish":
        for batch in in_batches(keys):
            part = publish_batch(model, batch, any(arguments), may, by)
            found.published += part.published
            found.refused += part.refused
        return found
    if act == "withdraw":
        reason, together = (*arguments, "", False)[:2]
        return withdraw_batch(model, keys, reason, together, may, by)
    if act == "tie":
        relation, key = arguments
        return each_by_itself(model, keys, lambda record: tie(record, relation, key, by))
    return each_by_itself(model, keys, lambda record: getattr(record, act)(*arguments, by=by))


def _whole(text):
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
