"""The words in which everything asks for records: which are public, which a search finds, which write renews what."""

import uuid
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from collabfutures.curation.publication import UNSEEN, State, is_public
from collabfutures.curation.search.matching import Search
from collabfutures.curation.tidy import tidied, tidy_fields


class RecordQuerySet(QuerySet):
    """Records of one kind. Every public answer starts from `published()`."""

    def published(self) -> "RecordQuerySet":
        return self.filter(is_public())

    def once_public(self) -> "RecordQuerySet":
        """Published records, and withdrawn ones, whose address still answers."""
        return self.filter(state__in=(State.PUBLISHED, State.WITHDRAWN))

    def matching(self, search: Search | str) -> "RecordQuerySet":
        """Those that a search finds; adds `search_rank`. A text is searched as typed, without its other names.

        Raises ValidationError for a text that cannot be searched for.
        """
        search = search if isinstance(search, Search) else Search(search, using=self.db)
        return self.filter(search.condition(self.model)).annotate(search_rank=search.rank(self.model))

    def update(self, **values: Any) -> int:
        """As Django's, and stamps the records: `auto_now` and the conflict token are otherwise passed by."""
        if not UNSEEN.issuperset(values):
            values.setdefault("updated_at", timezone.now())
        values.setdefault("token", uuid.uuid4())
        return super().update(**{name: tidied(value) for name, value in values.items()})

    # Django keeps templates from calling what is marked so.
    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list[Any]:
        """As Django's, with the texts tidied as `save` does."""
        objs = list(objs)
        for each in objs:
            tidy_fields(each)
        return super().bulk_create(objs, *args, **kwargs)
