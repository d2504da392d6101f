"""What a brief adds to the records that a reader collected: tensions, words of the sector, open questions."""

from collabfutures.brief.parts import Line, Section
from collabfutures.curation.publication import is_public
from findings.models import ResearchQuestion, Tension, Term


def named(records, kind):
    """The slugs of all records of a kind that the collected ones are or point at."""
    found = {record.slug for record in records if record._meta.model_name == kind}
    links = (link for record in records for links in record.links.values() for link in links)
    return found | {link.slug for link in links if link.kind._meta.model_name == kind}


def tensions(discourses):
    tensions = Tension.objects.published().filter(is_public("first__"))
    lines = [
        Line(tension.title, tension.summary)
        for tension in tensions.select_related("first", "second")
        if discourses & {tension.first.slug, tension.second.slug if tension.second else None}
    ]
    return Section("What competes", lines, "No tension is recorded for the discourses in this brief.")


def terms(themes, sector):
    terms = Term.objects.published().filter(is_public("theme__"), theme__slug__in=themes).select_related("theme")
    terms = terms.filter(sector=sector) if sector else terms
    lines = [Line(term.theme.title, f"{term.title} ({term.get_match_display().lower()})") for term in terms]
    whose = f"the {sector.title.lower()}" if sector else "any sector"
    return Section("Words of the sector", lines, f"Which words {whose} uses for these themes is not recorded.")


def questions(themes, sector):
    questions = ResearchQuestion.objects.published()
    questions = questions.filter(sectors=sector) if sector else questions
    near = questions.filter(pk__in=ResearchQuestion.objects.filter(themes__slug__in=themes).values("pk"))
    lines = [Line(question.title, question.summary) for question in (near or questions)]
    return Section("Open questions", lines, "No research question is recorded for this.")
