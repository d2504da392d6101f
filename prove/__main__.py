"""`make prove`: puts in each fault, prints one table and writes docs/reliability.md. Names of faults choose some."""

import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

import prove.faults
from collabfutures import __version__
from prove import shape
from prove.fault import FAULTS, Outcome

ABOUT = Path("docs/reliability.md")
MARK = "<!-- The rest is written by `make prove`. -->\n"


def main(names: list[str]) -> int:
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


def _tried(name):
    try:
        return FAULTS[name]()
    # A fault that cannot be put in is a red row, and the next one has to be tried all the same.
    except Exception as error:
        outcome = Outcome(name, faults=[f"{type(error).__name__}: {error}"[:500]])
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
    made = f"{__version__}, {datetime.now(UTC):%d %B %Y}, {platform.platform()}, {platform.python_version()}"
    table = "\n".join([head, "| --- | --- | --- | --- | --- | ---: | --- |", *(_row(*row) for row in rows)])
    above = ABOUT.read_text(encoding="utf-8").partition(MARK)[0]
    ABOUT.write_text(f"{above}{MARK}\n{made}\n\n{table}\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
