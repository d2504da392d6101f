"""One fault: what is done, and what has to hold while it is there and after it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from prove import shape
from prove.watching import Watch, watched

# A page that was read before comes at once, whatever is the matter; nobody waits longer for another one.
LONGEST = 15.0


@dataclass
class Outcome:
    """A row of the table."""

    title: str
    public: str = ""
    curator: str = ""
    lost: str = "0"
    recovered: float = 0.0
    faults: list[str] = field(default_factory=list)

    @property
    def is_green(self) -> bool:
        return not self.faults

    def hold(self, holds: bool, claim: str) -> None:
        """Notes a claim that does not hold."""
        if not holds:
            self.faults.append(claim)


# {name: what puts the fault in and says what came of it}
FAULTS: dict[str, Callable[[], Outcome]] = {}


def fault(title: str) -> Callable[[Callable[[Outcome], None]], Callable[[], Outcome]]:
    """Registers a fault under the name of its function, which fills in the outcome."""

    def register(function: Callable[[Outcome], None]) -> Callable[[], Outcome]:
        def put_in() -> Outcome:
            outcome = Outcome(title)
            function(outcome)
            return outcome

        FAULTS[function.__name__] = put_in
        return put_in

    return register


@contextmanager
def going_on(outcome: Outcome, writes: bool = True, unchanged: bool = True, cut: bool = False) -> Iterator[Watch]:
    """Readers and a curator go on meanwhile; then the site recovers, and nothing that was acknowledged is lost."""
    with watched(writes) as watch:
        yield watch
        outcome.recovered = shape.wait_until_ready()
        saved = len(watch.acknowledged)
        time.sleep(3)
        outcome.hold(not writes or len(watch.acknowledged) > saved, "the curator saved nothing after it was over")
    told(outcome, watch)
    outcome.hold(not watch.errors, f"the watchers met {watch.errors[:2]}")
    outcome.hold(not writes or watch.saved_before > 0, "the curator had saved nothing before")
    outcome.hold(watch.kept.failed == 0, f"{watch.kept.failed} pages that were read before failed")
    outcome.hold(
        not unchanged or watch.kept.other == 0, f"{watch.kept.other} pages that were read before were not as before"
    )
    outcome.hold(watch.kept.slowest <= LONGEST, f"such a page took {watch.kept.slowest:.1f} s")
    outcome.hold(watch.anew.slowest <= LONGEST, f"an answer took {watch.anew.slowest:.1f} s")
    # What is being sent when the last worker is killed is cut.
    outcome.hold(cut or 0 not in watch.anew.statuses, "a reader got no answer")
    outcome.hold(0 not in watch.curator.statuses, "a curator got no answer")
    outcome.hold(500 not in watch.anew.statuses, "a reader got a 500")
    outcome.hold(500 not in watch.curator.statuses, "a curator got a 500")


def told(outcome: Outcome, watch: Watch) -> None:
    outcome.public = f"kept: {watch.kept}. new: {watch.anew}"
    outcome.curator = str(watch.curator)
    outcome.lost = f"{watch.lost} of {len(watch.acknowledged)}"
    outcome.hold(watch.lost == 0, f"{watch.lost} acknowledged drafts lost")
