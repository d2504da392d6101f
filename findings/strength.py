"""How sure is an answer? Said in words from what it rests on; never a score."""

from collections import Counter

from findings.models import Answer, Consensus, Finding
from seminars.models import Representation, Series

SAID = {
    Consensus.NOT_CLAIMED: "of {number} of them the source says that consensus is hard to claim",
    Consensus.CLAIMED: "of {number} of them the source claims consensus",
    Consensus.CONTESTED: "{number} of them {is_are} contested",
    Consensus.NOT_STATED: "of {number} of them no consensus is stated",
}


def strength(answer: Answer) -> list[str]:
    """Sentences on what a prepared answer rests on: how much, how sure, whose voices, what speaks against it."""
    found = Finding.objects.published().filter(answers=answer)
    states = Counter(found.values_list("consensus", flat=True))
    return [resting_on(states, answer.provenance), *_tensions(answer), *_voices(answer)]


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


def _voices(answer):
    """Who was hard to reach in the series that the cited findings are of."""
    series = Series.objects.published().filter(findings__answers=answer)
    missed = Representation.objects.published().filter(series__in=series, presence="harder-to-reach")
    titles = list(missed.values_list("title", flat=True))
    return [f"Harder to attract than others: {'; '.join(titles)}."] if titles else []


def _number(number, word):
    return f"{number} {word}{'' if number == 1 else 's'}"
