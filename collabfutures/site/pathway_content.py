"""The four pathways: for those who plan, run, scrutinise or study a collaboration."""

from collabfutures.site.pathways import Part, Pathway
from findings import filters
from seminars import filters as seminar_filters


def _answers(asker: str) -> Part:
    why = "Short, with the statements behind every sentence."
    return Part("Questions and answers", why, filters.AnswerFilter, None, (("asker", asker),))


FOR_ALL = Part(
    "What holds for all sectors",
    "Findings that the source states of every sector.",
    filters.FindingFilter,
    None,
    (("scope", "all"),),
)
_DOORS = (
    Pathway(
        "plan",
        "I plan a collaboration",
        "What should I weigh before we begin?",
        (
            _answers("plan"),
            Part(
                "What drives collaborations",
                "Know which discourse speaks in your plan.",
                seminar_filters.DiscourseFilter,
                None,
            ),
            Part("What has been found", "Findings, with how sure the source is.", filters.FindingFilter),
            FOR_ALL,
            Part("What may compete", "Reasons for collaborating that pull apart.", filters.TensionFilter, None),
            Part(
                "What you can learn from others",
                "Learning that reaches your sector.",
                filters.LearningTransferFilter,
                "to_sector",
            ),
        ),
        (("compare", "Compare what the discourses imply"), ("implication-list", "See what follows for management")),
    ),
    Pathway(
        "run",
        "I run a collaboration",
        "What stands in our way, and what do others call it?",
        (
            _answers("run"),
            Part("What hampers it", "Barriers to learning from each other.", filters.BarrierFilter, None),
            Part("What has been found", "Findings, with how sure the source is.", filters.FindingFilter),
            FOR_ALL,
            Part("What may compete", "Reasons for collaborating that pull apart.", filters.TensionFilter, None),
            Part("Words", "What your partners' sectors call the same thing.", filters.TermFilter),
        ),
        (
            ("what-competes", "Find out what competes in my collaboration"),
            ("translate", "Translate a text between sectors"),
        ),
    ),
    Pathway(
        "scrutinise",
        "I scrutinise a collaboration",
        "What can be relied on, and what came of it?",
        (
            _answers("scrutinise"),
            Part("What has been found", "Findings, with how sure the source is.", filters.FindingFilter),
            FOR_ALL,
            Part("What came of it", "Claims beside what public documents show.", filters.ImpactRecordFilter, None),
            Part("Whose voices", "Who was there, and who was not reached.", seminar_filters.RepresentationFilter, None),
            Part(
                "What makes success hard to judge",
                "Tensions and the difficulties they make.",
                filters.TensionFilter,
                None,
            ),
        ),
        (
            ("map", "See where evidence is thick and where it is thin"),
            ("impactrecord-list", "See what came of the research"),
        ),
    ),
    Pathway(
        "study",
        "I study collaborations",
        "What is still to be asked?",
        (
            _answers("study"),
            Part("Open questions", "The research agenda of the series.", filters.ResearchQuestionFilter),
            Part("Theories", "Frameworks, each with its caveat of context.", filters.FrameworkFilter),
            Part("What has been found", "Findings, with how sure the source is.", filters.FindingFilter),
            FOR_ALL,
            Part("Where it was said", "The series and awards behind the findings.", seminar_filters.SeriesFilter, None),
        ),
        (("map", "See which pairs have no findings"), ("api:api-root", "Read everything as data")),
    ),
)
PATHWAYS = {pathway.name: pathway for pathway in _DOORS}
