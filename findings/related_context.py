"""What stands beside a finding? What competes with the discourses it speaks of, and what else its themes are called."""

from collabfutures.curation.links import Link
from collabfutures.curation.querysets import constant, union_all
from findings.models import Tension, Term


def related_context(finding):
    """{"tensions": [Link], "terms": [Link]} of public records, in one query. `finding.links` must be attached."""
    discourses, themes = ([link.slug for link in finding.links[name]] for name in ("discourses", "themes"))
    found = {"tensions": Tension.objects.published().of(discourses), "terms": Term.objects.published().of(themes)}
    arms = [records.order_by().values_list(constant(name), "slug", "title") for name, records in found.items()]
    rows = sorted(union_all(arms), key=lambda row: (row[2], row[1]))
    return {
        name: [Link(records.model, slug, title) for own, slug, title in rows if own == name]
        for name, records in found.items()
    }
