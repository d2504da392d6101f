"""Which records speak of these discourses or themes? Public ends only: a draft is not pointed at."""

from collections.abc import Collection

from django.db.models import Q

from collabfutures.curation.publication import is_public
from collabfutures.curation.querysets import RecordQuerySet


class TensionQuerySet(RecordQuerySet):
    """Discourses are given by their slugs."""

    def of(self, discourses: Collection[str]) -> "TensionQuerySet":
        """Tensions in which one of the discourses takes part."""
        return self.filter(_end("first", discourses) | _end("second", discourses))

    def between(self, discourses: Collection[str]) -> "TensionQuerySet":
        """Tensions of which both ends are among the discourses."""
        return self.filter(_end("first", discourses), _end("second", discourses))

    def with_unnamed(self, discourses: Collection[str]) -> "TensionQuerySet":
        """Tensions of one of the discourses with others that the source does not name."""
        return self.filter(_end("first", discourses), second=None)


class TermQuerySet(RecordQuerySet):
    def placed(self) -> "TermQuerySet":
        """Terms of a public theme, used in a public sector or in any."""
        return self.filter(is_public("theme__"), Q(is_public("sector__")) | Q(sector=None))

    def of(self, themes: Collection[str]) -> "TermQuerySet":
        """What sectors call these themes, given by their slugs."""
        return self.placed().filter(theme__slug__in=themes)


def _end(name, slugs):
    return Q(is_public(f"{name}__"), **{f"{name}__slug__in": slugs})
