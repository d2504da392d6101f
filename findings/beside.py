"""What stands beside a finding? What competes with the discourses it speaks of, and what else its themes are called."""

from django.db.models import Q

from collabfutures.curation.links import Link
from collabfutures.curation.publication import is_public
from collabfutures.curation.querysets import constant, union_all
from findings.models import Tension, Term


def beside(finding):
    """{"tensions": [Link], "terms": [Link]} of public records, in one query. `finding.links` must be attached."""
    discourses = [link.slug for link in finding.links["discourses"]]
    themes = [link.slug for link in finding.links["themes"]]
    either = Q(is_public("first__"), first__slug__in=discourses) | Q(is_public("second__"), second__slug__in=discourses)
    tensions = Tension.objects.published().filter(either).order_by()
    terms = Term.objects.published().filter(is_public("theme__"), theme__slug__in=themes).order_by()
    rows = list(
        union_all(
            [
                tensions.values_list(constant("tensions"), "slug", "title"),
                terms.values_list(constant("terms"), "slug", "title"),
            ]
        )
    )
    kinds = {"tensions": Tension, "terms": Term}
    return {
        name: [Link(kind, slug, title) for own, slug, title in sorted(rows, key=lambda row: row[2]) if own == name]
        for name, kind in kinds.items()
    }
