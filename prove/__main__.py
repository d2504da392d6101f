"""`make prove`: puts in each fault, prints one table and writes docs/reliability.md. Names of faults choose some.

With GUARDS=off each fault is put in without what guards against it, and has to be red.
"""

import os
import sys

import prove.faults
from prove import report, shape
from prove.fault import FAULTS, Outcome
from prove.guards import GUARDS, without_guard


def main(names: list[str]) -> int:
    if os.environ.get("GUARDS") == "off":
        return _without_guards(names or [name for name in FAULTS if GUARDS[name]])
    print(f"{len(prove.faults.__all__)} sorts of faults; the shape is made in {shape.HERE} …", flush=True)
    shape.install()
    outcomes = []
    for name in names or FAULTS:
        outcomes.append(_tried(name))
        print(_row(name, outcomes[-1]), flush=True)
    if not names:
        _write(list(zip(FAULTS, outcomes, strict=True)))
    shape.here("stop")
    shape.stop_redis()
    return sum(not each.is_green for each in outcomes)


def _without_guards(names):
    """How many faults were green though nothing stood against them."""
    shape.install()
    rows = []
    for name in names:
        rows.append((name, _tried_without(name)))
        print(_unguarded(*rows[-1]), flush=True)
    if len(names) > 20:
        head = ("| fault | taken out | what was red |", "| --- | --- | --- |")
        report.put(report.UNGUARDED, [*head, *(_unguarded(*row) for row in rows)])
    shape.here("stop")
    shape.stop_redis()
    return sum(outcome.is_green for _, outcome in rows)


def _tried_without(name):
    try:
        with without_guard(name):
            return FAULTS[name]()
    # It may be so red that nothing goes on.
    except Exception as error:
        return Outcome(name, faults=[_said(error)])


def _said(error):
    """Its last words on one line: the end of a trace says the cause, and a row of a table is a line."""
    return f"{type(error).__name__}: {' '.join(str(error).split())[-300:]}"


def _unguarded(name, outcome):
    taken = "; ".join(map(str, GUARDS[name]))
    return f"| `{name}` | {taken} | {'; '.join(outcome.faults) or '**green**'} |"


def _tried(name):
    try:
        return FAULTS[name]()
    # A fault that cannot be put in is a red row, and the next one has to be tried all the same.
    except Exception as error:
        outcome = Outcome(name, faults=[_said(error)])
        print(outcome.faults, flush=True)
        shape.here("stop")
        shape.here("start")
        shape.wait_until_ready()
        return outcome


def _row(name, outcome):
    state = "green" if outcome.is_green else f"**red**: {'; '.join(outcome.faults)}"
    cells = (outcome.title, outcome.public, outcome.curator, outcome.lost, f"{outcome.recovered:.1f} s", state)
    return f"| `{name}` | {' | '.join(cells)} |"


def _write(rows):
    head = "| | fault | what the public saw | what a curator saw | acknowledged and lost | ready again after | |"
    report.put(report.FAULTS, [head, "| --- | --- | --- | --- | --- | ---: | --- |", *(_row(*row) for row in rows)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
