"""How is a related record called where it is an option of a filter?"""

from collections.abc import Hashable
from typing import NamedTuple


class Label(NamedTuple):
    """How a related record is called as an option: its slug, its title, and by what it is put in order."""

    slug: str
    title: str
    order: str


Labels = dict[Hashable, Label]
