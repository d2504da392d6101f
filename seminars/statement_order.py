"""In which order do the statements of a register stand?"""

import re

from seminars.models import Source


def in_order(source: Source) -> list[int | str]:
    """S2 before S10, and 3.2 before 3.10."""
    parts = re.split(r"(\d+)", source.statement)
    # Every second part is a number; “²” is a digit to Python and no number.
    return [int(part) if place % 2 else part for place, part in enumerate(parts)]
