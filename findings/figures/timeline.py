"""When did something come of the research? The counts of the year filter as bars."""

from dataclasses import dataclass

from collabfutures.curation.fields import NOTHING
from collabfutures.curation.filters.facets import Facet

HEIGHT, STEP, WIDTH, MARGIN, LABEL = 120, 52, 40, 8, 20
# Years without any record are drawn too, unless they would be too many.
LONGEST = 40


@dataclass
class Bar:
    """`year` is the filter's value; x, y, width and height are its place in the drawing."""

    year: str
    count: int
    x: int
    y: int
    height: int
    width: int = WIDTH

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass
class Timeline:
    bars: list[Bar]
    width: int
    # How many records have no year.
    undated: int = 0
    height: int = HEIGHT + 2 * LABEL
    label_y: int = HEIGHT + LABEL + 16


def timeline(facet: Facet) -> Timeline | None:
    """The years of a counted facet in order; None where there is nothing to draw.

    Records without a year are told beside the drawing: as a bar they would stand among the years, and often tallest.
    """
    counts = {option.value: option.count for option in facet.options if option.count}
    nothing = counts.pop(NOTHING, 0)
    years = sorted(counts)
    if years and int(years[-1]) - int(years[0]) < LONGEST:
        years = [str(year) for year in range(int(years[0]), int(years[-1]) + 1)]
    most = max(counts.values(), default=0)
    bars = [_bar(place, year, counts.get(year, 0), most) for place, year in enumerate(years)]
    return Timeline(bars, STEP * len(bars) + MARGIN, nothing) if bars else None


def _bar(place, year, count, most):
    height = max(3, round(HEIGHT * count / most)) if count else 0
    return Bar(year, count, STEP * place + MARGIN, HEIGHT + LABEL - height, height)
