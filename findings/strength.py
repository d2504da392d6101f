"""How sure is an answer? Said in words from what it rests on; never a score."""

from collections import Counter

from collabfutures.curation.unions import constant, union_all
from findings.models import Answer, Consensus, Finding
from seminars.models import Representation, Series

STATE, MISSED = "state", "missed"
SAID = {
    Consensus.NOT_CLAIMED: "of {number} of them the source says that consensus is hard to claim",
    Consensus.CLAIMED: "of {number} of them the source claims consensus",
    Consensus.CONTESTED: "{number} of them {is_are} contested",
    Consensus.NOT_STATED: "of {number} of them no consensus is stated",
}


def strength(answer: Answer) -> list[str]:
    """Sentences on what a prepared answer rests on: how much, how sure, whose voices, what speaks against it."""
    rows = list(union_all(_asked(answer)))
    states = Counter(value for name, value, _ in rows if name == STATE)
    missed = [title for name, title, _ in sorted(rows, key=lambda row: row[2]) if name == MISSED]
    said = [resting_on(states, answer.provenance), *_tensions(answer)]
    return [*said, f"Harder to attract than others: {'; '.join(missed)}."] if missed else said


def _asked(answer):
    """Querysets of (what, value, order): the state of each cited finding, and who was hard to reach in their series."""
    found = Finding.objects.published().filter(answers=answer)
    yield found.order_by().values_list(constant(STATE), "consensus", constant(""))
    series = Series.objects.published().filter(findings__answers=answer)
    missed = Representation.objects.published().filter(series__in=series, presence="harder-to-reach").order_by()
    yield missed.values_list(constant(MISSED), "title", "sort_title")


def resting_on(states: Counter[str], awards: list[str]) -> str:
    """“It rests on 3 findings of 1 award (…): of all of them …”, from how many are in which state."""
    total = sum(states.values())
    of = f" of {_number(len(awards), 'award')} ({'; '.join(awards)})" if awards else ""
    if not total:
        return f"No finding is cited: it rests on statements of the source alone{of}."
    said = [_said(state, states[state], total) for state in Consensus if states[state]]
    return f"It rests on {_number(total, 'finding')}{of}: {', '.join(said)}."


def _said(state, number, total):
    whole = "all" if number == total else str(number)
    return SAID[state].format(number=whole, is_are="is" if number == 1 else "are")


def _tensions(answer):
    links = answer.links["tensions"]
    if not links:
        return ["No recorded tension speaks against it."]
    ours = sum(link.is_our_reading for link in links)
    mark = f", {ours} of them by the curators’ reading" if ours else ""
    return [f"{_number(len(links), 'recorded tension')} {'bears' if len(links) == 1 else 'bear'} on it{mark}."]


def _number(number, word):
    return f"{number} {word}{'' if number == 1 else 's'}"
