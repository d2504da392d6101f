"""The options of a filter as they stand in its facet, so that an answer has only their numbers to put in."""

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any

import orjson
from pyroaring import BitMap

from collabfutures.curation.fields import NOTHING
from collabfutures.curation.filters.facets import NOTHING_LABEL, folded
from collabfutures.curation.filters.options import Facet, Option, Part
from collabfutures.curation.index.options import EMPTY, Options


class OptionLines:
    """One filter's options by what they are called. Never changed: other options have other lines."""

    def __init__(self, found: dict[str, tuple[str, BitMap]], any_of: BitMap, always: set[str], item: Any) -> None:
        """`found` is {value: (label, records)}, `any_of` the records with some value.

        Those `always` there are options even where no record has them.
        """
        self.found, self.any_of, self.always, self.item = found, any_of, always, item
        self._unfiltered: CountedLines | None = None
        self.values = sorted(found, key=lambda value: (folded(found[value][0]), value))
        self.labels = [found[value][0] for value in self.values]
        self.bitmaps = [found[value][1] for value in self.values]
        self.sizes = [len(bitmap) for bitmap in self.bitmaps]
        self.heads = [_head(*each) for each in zip(self.values, self.labels, strict=True)]

    @classmethod
    def of(cls, options: Options, item: Any, model: Any) -> "OptionLines":
        """Those of a filter."""
        fixed = item.fixed_options(model)
        listed = [(label, EMPTY) for label in options.listed.values()]
        found = {value: (str(label), EMPTY) for value, label in fixed.items()}
        always = {*found, *(item.encode(label.slug) for label, _ in listed)}
        for label, bitmap in listed + [(options.called(key), bitmap) for key, bitmap in options.bitmaps.items()]:
            value = item.encode(label.slug)
            found[value] = (str(fixed.get(value, label.title)), bitmap)
        return cls(found, options.any, always, item)

    def with_values(self, lacking: Mapping[str, str]) -> "OptionLines":
        """With options that no record has, {value: label}."""
        more = {value: (label, EMPTY) for value, label in lacking.items() if value != NOTHING}
        return OptionLines(self.found | more, self.any_of, self.always, self.item) if more else self

    def unfiltered(self, public: BitMap) -> "CountedLines":
        """Those of all the records. Whatever record changes, there are other options then, and other lines."""
        if self._unfiltered is None:
            self._unfiltered = CountedLines(self, public, True, (), Part())
        return self._unfiltered

    def counts(self, found: BitMap, is_every: bool) -> list[int]:
        """How many of the records found have each. No option holds a record that is not public."""
        return self.sizes if is_every else [bitmap.intersection_cardinality(found) for bitmap in self.bitmaps]

    def shown(self, counts: list[int], chosen: Collection[str], text: str = "") -> list[int]:
        """The places of those with records and of those always there or chosen, the most frequent first unless the
        filter has an order of its own; of those whose label holds the text, and of those chosen."""
        every, values = range(len(counts)), self.values
        places = every if self.item.keeps_order else sorted(every, key=counts.__getitem__, reverse=True)
        kept = self.always.union(chosen) if chosen else self.always
        found = [place for place in places if counts[place] or values[place] in kept]
        if text:
            return [each for each in found if values[each] in chosen or text in folded(self.labels[each])]
        return found

    def part(self, shown: list[int], part: Part, chosen: Collection[str]) -> list[int]:
        """The wanted ones of those, and those chosen."""
        wanted = shown[part.start : part.stop]
        if not chosen or len(wanted) == len(shown):
            return wanted
        wanted_or_chosen = {*wanted, *(place for place in shown if self.values[place] in chosen)}
        return [place for place in shown if place in wanted_or_chosen]


class CountedLines:
    """A facet of one query: the lines of its filter with their numbers."""

    def __init__(self, lines: OptionLines, found: BitMap, is_every: bool, chosen: Collection[str], part: Part) -> None:
        self.lines, self.chosen, self.start = lines, chosen, part.start
        self.counts = lines.counts(found, is_every)
        self.nothing = len(found) - lines.any_of.intersection_cardinality(found)
        self.shown = lines.shown(self.counts, chosen, part.text)
        self.places = lines.part(self.shown, part, chosen)

    @property
    def number(self) -> int:
        """How many options there are."""
        return len(self.shown)

    @cached_property
    def as_json(self) -> orjson.Fragment:
        """The options as the API has them."""
        heads, counts = self.lines.heads, self.counts
        found = [f"{heads[place]}{counts[place]}}}" for place in self.places]
        return orjson.Fragment(f"[{','.join([*found, f'{NOTHING_HEAD}{self.nothing}}}'])}]")

    def as_facet(self, name: str, is_all_of: bool, may_be_all_of: bool) -> Facet:
        """The options as a page has them."""
        lines, chosen = self.lines, self.chosen
        options = [
            Option(lines.values[place], lines.labels[place], self.counts[place], lines.values[place] in chosen)
            for place in self.places
        ]
        options.append(Option(NOTHING, NOTHING_LABEL, self.nothing, NOTHING in chosen))
        facet = Facet(name, str(lines.item.label), options, is_all_of, may_be_all_of)
        facet.start, facet.number = self.start, self.number
        facet.filled = sum(1 for place in self.shown if self.counts[place])
        return facet


def _head(value: str, label: str) -> str:
    return orjson.dumps({"value": value, "label": label}).decode()[:-1] + ',"count":'


NOTHING_HEAD = _head(NOTHING, NOTHING_LABEL)
