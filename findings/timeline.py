"""When did something come of the research? The counts of the year filter as bars."""

from dataclasses import dataclass

from collabfutures.curation.facets import Facet
from collabfutures.curation.fields import NOTHING

HEIGHT, STEP, FOOT = 120, 44, 22


@dataclass
class Bar:
    """`year` is the filter's value; x, y, width and height are its place in the drawing."""

    year: str
    label: str
    count: int
    x: int
    y: int
    height: int


@dataclass
class Timeline:
    bars: list[Bar]
    width: int
    height: int = HEIGHT + FOOT + 20


def timeline(facet: Facet):
    """The years of a counted facet in order, those without a year last; None where there is nothing to draw."""
    options = [option for option in facet.options if option.count]
    options.sort(key=lambda option: (option.value == NOTHING, option.value))
    most = max((option.count for option in options), default=0)
    bars = [_bar(place, option, most) for place, option in enumerate(options)]
    return Timeline(bars, STEP * len(bars) + 8) if bars else None


def _bar(place, option, most):
    height = max(3, round(HEIGHT * option.count / most))
    label = "no year" if option.value == NOTHING else option.value
    return Bar(option.value, label, option.count, STEP * place + 8, HEIGHT + 20 - height, height)
