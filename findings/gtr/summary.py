"""What an import amounts to: how many projects, key findings and outcomes it met, and what became of the records."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from collabfutures.curation.loading import Outcome, Written
from findings.gtr.records import Project
from findings.vocabulary import ImpactKind


class Summary:
    """Counts over all files. A project or outcome that stands in several files counts once."""

    def __init__(self) -> None:
        self.files = self.failed = 0
        self.outcomes: Counter[Outcome] = Counter()
        self.met: dict[str, set[str]] = defaultdict(set)

    def add(self, projects: Iterable[Project], written: Iterable[Written]) -> str:
        """Counts one file; returns what became of its records, in words."""
        for project in projects:
            self.met["projects"].add(project.gtr_id)
            self.met["key findings"].update(found.outcome_id for found in project.key_findings)
            for outcome in project.outcomes:
                self.met[outcome.kind].add(outcome.outcome_id)
        counts = Counter(item.outcome for item in written)
        self.outcomes += counts
        return _in_words(counts)

    def lines(self) -> Iterator[str]:
        yield f"{self.files} files, {self.failed} errors."
        for name in ("projects", "key findings"):
            yield f"  {len(self.met[name]):>6,} {name}"
        for kind in ImpactKind:
            if self.met[kind]:
                yield f"  {len(self.met[kind]):>6,} impact records: {kind.label.lower()}"
        yield f"Records: {_in_words(self.outcomes)}."


def _in_words(counts):
    named = {Outcome.UPDATED: "changed", Outcome.DIFFERS: "differ from what stands here and were left alone"}
    return ", ".join(f"{counts[outcome]:,} {named.get(outcome, outcome)}" for outcome in Outcome)


def unknown_areas(projects: Iterable[Project]) -> Iterator[str]:
    """The pieces of sector texts that are none of the 22 names, such as one that was cut at 500 characters."""
    item: Any
    for project in projects:
        for item in [*project.key_findings, *project.outcomes]:
            if item.unknown_areas:
                yield item.unknown_areas
