"""Writes what was found into docs/reliability.md, between its marks."""

import platform
from datetime import UTC, datetime
from pathlib import Path

from collabfutures import __version__

ABOUT = Path("docs/reliability.md")
FAULTS = "<!-- This is written by `make prove`. -->\n"
UNGUARDED = "<!-- This is written by `make prove GUARDS=off`. -->\n"
LOAD = "<!-- This is written by `make load`. -->\n"


def put(mark: str, lines: list[str]) -> None:
    """Puts lines between this mark and the next, under a line that says of which release, when, and on what machine."""
    made = f"{__version__}, {datetime.now(UTC):%d %B %Y}, {platform.platform()}, {platform.python_version()}"
    above, _, below = ABOUT.read_text(encoding="utf-8").partition(mark)
    _, next_mark, below = below.partition("<!--")
    text = "\n".join([made, "", *lines])
    ABOUT.write_text(f"{above}{mark}\n{text}\n\n{next_mark}{below}".rstrip() + "\n", encoding="utf-8")
