"""What do the partners' answers come to, in plain sentences, and what is there to ask at the meeting?"""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils.text import get_text_list

from collabfutures.curation.fields import lines
from findings.analyses.self_assessment.profiles import HELD, Differences, Profile
from findings.analyses.self_assessment.questionnaire import ANSWERS, Partner
from findings.models import Answer, Barrier, Tension
from seminars.models import Discourse

QUESTIONS = 3
WORDS = [label for _, label in ANSWERS]


def said(partners: Sequence[Partner], profile: Profile) -> list[str]:
    """Who speaks of what, and what that calls for: “Council speaks most of …, Charity of …: agree first …”."""
    spoken: dict[str, list[Partner]] = {}
    silent = []
    for partner in partners:
        words = _in_words(_leading(partner, profile))
        spoken.setdefault(words, []).append(partner) if words else silent.append(partner)
    told = [_compared(spoken, len(partners))] if spoken else []
    return told + [f"{each.name} agrees with no discourse by half or more." for each in silent]


def _leading(partner, profile):
    """The discourses that a partner agrees with most, if it agrees by half or more."""
    shares = [(share, discourse) for discourse, _, each in profile for one, share, _ in each if one is partner]
    most = max((share for share, _ in shares if share is not None), default=0)
    return [discourse for share, discourse in shares if share == most >= HELD]


def _in_words(discourses):
    return get_text_list([f"“{each.speaks_of or each.title}”" for each in discourses], "and of")


def _compared(spoken, asked):
    clauses = [(_names(partners), len(partners), words) for words, partners in spoken.items()]
    names, number, words = clauses[0]
    first = f"{names} {'speaks' if number == 1 else 'speak'} most of {words}"
    if len(clauses) > 1:
        others = [f"{_inside(names)} of {words}" for names, _, words in clauses[1:]]
        return f"{', '.join([first, *others])}: agree first what success means."
    if number > 1:
        return f"{first}: ask one another whether you mean the same by it."
    return f"{first}." if asked > 1 else f"{first}. Ask your partners too: then there is something to compare."


def _names(partners):
    names = [partner.name for partner in partners]
    return get_text_list([names[0], *map(_inside, names[1:])], "and")


def _inside(name):
    """As a name stands inside a sentence: “The council” is “the council” there."""
    return f"the{name[3:]}" if name.startswith("The ") else name


def furthest(differences: Differences) -> list[str]:
    """On which statement the partners lie furthest apart, or on how many; nothing if they lie apart on none."""
    widest = [pair for pair in differences if _spread(pair[1]) == _spread(differences[0][1])]
    if len(widest) > 1:
        return [f"You lie equally far apart on {len(widest)} statements; they are listed below."]
    for statement, shown in widest:
        told = "; ".join(f"{each.name}: {answer.lower()}" for each, answer in shown if answer in WORDS)
        return [f"You lie furthest apart on “{statement.title}” {told}."]
    return []


def _spread(shown):
    places = [WORDS.index(answer) for _, answer in shown if answer in WORDS]
    return max(places) - min(places)


def questions(tensions: Iterable[Tension], held: Iterable[Discourse]) -> list[tuple[str, Answer]]:
    """Three questions for the meeting, each with the recorded answer that asks it.

    In turn one that bears on the tensions, one on barriers to learning, one on the discourses spoken.
    """
    groups: list[list] = [[], [], []]
    for answer in _asking(tensions, held):
        for group, cites in zip(groups, (answer.on_tension, answer.on_barrier, answer.on_discourse), strict=True):
            if cites:
                group.append([(text, answer) for text in lines(answer.ask_next)])
    # The first question of each answer comes before the second of any.
    in_turn = [_without_gaps(zip_longest(*group)) for group in groups]
    found = {}
    for text, answer in _without_gaps(zip_longest(*in_turn)):
        found.setdefault(text, answer)
    return list(found.items())[:QUESTIONS]


def _asking(tensions, held) -> QuerySet[Answer]:
    """The answers that ask something; `on_…` says what of this they cite."""
    keys = {"tensions": [each.pk for each in tensions], "discourses": [each.pk for each in held]}
    return (
        Answer.objects.published()
        .exclude(ask_next="")
        .annotate(
            on_tension=_cites(tensions__in=keys["tensions"]),
            on_barrier=_cites(barriers__in=Barrier.objects.published().values("pk")),
            on_discourse=_cites(discourses__in=keys["discourses"]),
        )
    )


def _cites(**condition):
    return ExpressionWrapper(Q(pk__in=Answer.objects.filter(**condition).values("pk")), BooleanField())


def _without_gaps(rows):
    return [each for row in rows for each in row if each]
