"""What stands beside a finding? What competes with the discourses it speaks of, and what else its themes are called."""

from collabfutures.curation.links import Link
from collabfutures.curation.unions import constant, union_all
from findings.models import Finding, Tension, Term


def related_context(finding: Finding) -> dict[str, list[Link]]:
    """{"tensions": [Link], "terms": [Link]} of public records, in one query."""
    discourses, themes = ([link.slug for link in finding.links[name]] for name in ("discourses", "themes"))
    found = {"tensions": Tension.objects.published().of(discourses), "terms": Term.objects.published().of(themes)}
    arms = [
        records.order_by().values_list(constant(name), "slug", "title", "sort_title") for name, records in found.items()
    ]
    rows = sorted(union_all(arms), key=lambda row: (row[3], row[1]))
    return {
        name: [Link(records.model, slug, title) for own, slug, title, _ in rows if own == name]
        for name, records in found.items()
    }
