"""Which themes play a role in the source?"""

from collabfutures.curation.publication import is_public
from collabfutures.curation.querysets import RecordQuerySet


class ThemeQuerySet(RecordQuerySet):
    def in_role(self, *roles: str) -> "ThemeQuerySet":
        """Themes in at least one of the public roles, given by their keys."""
        playing = self.model._base_manager.filter(is_public("roles__"), roles__key__in=roles)
        return self.filter(pk__in=playing.values("pk"))
