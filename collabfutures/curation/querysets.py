"""The words in which everything asks for records: which are public, which match a text, which write renews what."""

import uuid

from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.utils import timezone

from collabfutures.curation.publication import State, is_public
from collabfutures.curation.search.rows import SearchRow


def constant(value):
    """A fixed text as a column."""
    return Value(value, output_field=CharField())


def union_all(querysets):
    """The rows of all the querysets, in one query; none of them may be ordered."""
    first, *rest = [*querysets] or [[]]
    return first.union(*rest, all=True) if rest else first


class RecordQuerySet(QuerySet):
    """Records of one kind. Every public answer starts from `published()`."""

    def published(self):
        return self.filter(is_public())

    def once_public(self):
        """Published records, and withdrawn ones, whose address still answers."""
        return self.filter(state__in=(State.PUBLISHED, State.WITHDRAWN))

    def matching(self, text, also=()):
        """Those that hold every word of the text, or of a wording in `also`; adds `search_rank`.

        Raises ValidationError for an unusable text.
        """
        rows = SearchRow.objects.using(self.db).filter(kind=self.model._meta.label_lower).matching(text, also)
        rank = rows.filter(object_id=OuterRef("pk")).values("search_rank")
        return self.filter(pk__in=rows.values("object_id")).annotate(search_rank=Subquery(rank))

    def update(self, **values):
        """As Django's, and stamps the records: `auto_now` and the conflict token are otherwise passed by."""
        values.setdefault("updated_at", timezone.now())
        values.setdefault("token", uuid.uuid4())
        return super().update(**values)

    update.alters_data = True
