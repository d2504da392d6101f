"""What an import amounts to: how many projects, key findings and outcomes it met, and what became of the records."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from pyroaring import BitMap64

from collabfutures.curation.loading.written import Outcome, Written
from findings.gtr.records import Content, KeyFinding, Loose
from findings.gtr.text import is_garbled
from findings.vocabulary import ImpactKind


class Summary:
    """Counts over all files. A project or outcome that stands in several files counts once."""

    def __init__(self) -> None:
        self.files = self.failed = self.left_out = 0
        self.outcomes: Counter[Outcome] = Counter()
        # By a mark of eight bytes for each: an import of everything meets a million.
        self.met: dict[str, BitMap64] = defaultdict(BitMap64)

    def add(self, content: Content, written: Iterable[Written], homeless: list[Loose]) -> str:
        """Counts one file; returns what became of its records, in words."""
        for project in content.projects:
            self._meet("projects", project.name)
        left_out = {id(each) for each in homeless}
        loose = [each.item for each in content.loose if id(each) not in left_out]
        for item in [*_items(content), *loose]:
            self._meet("key findings" if isinstance(item, KeyFinding) else item.kind, item.outcome_id)
        self.left_out += len(homeless)
        counts = Counter(item.outcome for item in written)
        self.outcomes += counts
        return _in_words(counts)

    def _meet(self, name, key):
        self.met[name].add(hash(key) % 2**64)

    def lines(self) -> Iterator[str]:
        yield f"{self.files} files, {self.failed} errors."
        for name in ("projects", "key findings"):
            yield f"  {len(self.met[name]):>6,} {name}"
        for kind in ImpactKind:
            if self.met[kind]:
                yield f"  {len(self.met[kind]):>6,} impact records: {kind.label.lower()}"
        if self.left_out:
            yield f"  {self.left_out:>6,} outcomes left out: their awards have not been imported"
        yield f"Records: {_in_words(self.outcomes)}."


def _items(content):
    return [item for project in content.projects for item in [*project.key_findings, *project.outcomes]]


def _texts(content):
    """(where it stands, text) of what readers will see."""
    for project in content.projects:
        yield f"title of {project.name}", project.title
        yield f"abstract of {project.name}", project.abstract
    for item in [*_items(content), *(each.item for each in content.loose)]:
        texts = [item.text] if isinstance(item, KeyFinding) else [item.title, *item.values.values()]
        yield f"outcome {item.outcome_id}", "\n".join(texts)


def _in_words(counts):
    named = {
        Outcome.UPDATED: "changed",
        Outcome.DIFFERS: "differ from what stands here and were left alone",
        Outcome.SET_ASIDE: "were deleted here before and stay so",
    }
    told = [each for each in Outcome if counts[each] or each is not Outcome.SET_ASIDE]
    return ", ".join(f"{counts[outcome]:,} {named.get(outcome, outcome)}" for outcome in told)


def remarks(content: Content, written: Iterable[Written], homeless: list[Loose]) -> Iterator[str]:
    """What a file holds that did not become part of a record, each in one line."""
    for each in written:
        if each.outcome == Outcome.DIFFERS:
            kind = each.record._meta.verbose_name
            yield f"  differs, left alone: {kind} “{each.record.slug}” in {', '.join(each.fields)}"
    item: Any
    for item in [*_items(content), *(each.item for each in content.loose)]:
        if item.unknown_areas:
            yield f"  not one of the 22 application areas, left out: “{item.unknown_areas}”"
    for name, text in _texts(content):
        if is_garbled(text):
            yield f"  perhaps garbled, kept as it is: {name}"
    for words in content.left_out:
        yield f"  left out: {words}"
    for projects, group in groupby(homeless, key=lambda each: each.projects):
        award = f"of award {', '.join(projects)}, which has not been imported" if projects else "that name no award"
        yield f"  left out: {len(list(group))} outcomes {award}"
