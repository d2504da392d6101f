"""The flat text of published records, in which everything is searched. Database triggers keep it in step with them."""

from django.db import models
from django.db.models import Case, Q, QuerySet, When
from django.db.models.functions import Length

from collabfutures.curation.search.folding import fold


class SearchRowQuerySet(QuerySet):
    def titles_with(self, start: str, most: int) -> list[str]:
        """Titles in which a word begins so: those that begin so themselves first, short ones before long ones.

        A theme then stands before a publication about it.
        """
        start = fold(start)
        if not start:
            return []
        rows = self.filter(Q(folded__startswith=start) | Q(folded__contains=f" {start}"))
        begins = Case(When(folded__startswith=start, then=0), default=1)
        titles = rows.order_by(begins, Length("title"), "folded", "pk").values_list("title", flat=True)
        return list(dict.fromkeys(titles[: most * 3]))[:most]


class SearchRow(models.Model):
    """The text of one published record. Triggers write it; nothing else does.

    `names` are the other names of a record that stands for a concept, `folded` its title as `fold` has it.
    """

    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    slug = models.CharField(max_length=80)
    title = models.TextField()
    names = models.TextField(default="")
    summary = models.TextField()
    keywords = models.TextField()
    body = models.TextField()
    folded = models.TextField(default="")

    objects = SearchRowQuerySet.as_manager()

    class Meta:
        app_label = "curation"
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="curation_searchrow_once")]

    def __str__(self) -> str:
        return self.title
