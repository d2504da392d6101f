"""The flat text of published records, in which everything is searched. Database triggers keep it in step with them."""

from django.db import connections, models
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from collabfutures.curation.fields import FoldedField
from collabfutures.curation.search.folding import fold

# So many titles that begin alike are compared: who sees none that was meant types on.
LOOKED_AT = 500
LAST_CHARACTER = chr(0x10FFFF)


class SearchRowQuerySet(QuerySet):
    def titles_with(self, start: str, most: int) -> list[str]:
        """Titles in which a word begins so: those that begin so themselves first, short ones before long ones.

        A theme then stands before a publication about it. Each question is answered by an index, or in the order of
        the keys where so many hold a word that the first ones are soon found.
        """
        start = fold(start)
        if not start:
            return []
        found = self._short_first(self.filter(folded__gte=start, folded__lt=start + LAST_CHARACTER).order_by("folded"))
        if len(found) < most:
            inside = self.filter(_has_words(start, self.db), folded__contains=f" {start}")
            found += self._short_first(inside.order_by("pk"))
        return list(dict.fromkeys(found))[:most]

    def _short_first(self, rows):
        found = rows.values_list("title", "folded", "pk")[:LOOKED_AT]
        return [title for title, *_ in sorted(found, key=lambda row: (len(row[0]), *row[1:]))]


def _has_words(start, using):
    """Whether a title holds these words, the last of them perhaps unfinished: what the index of words can tell."""
    words = start.split()
    if connections[using].vendor == "postgresql":
        condition = "to_tsvector('simple', curation_searchrow.folded) @@ to_tsquery('simple', %s)"
        return RawSQL(condition, [" <-> ".join(f"'{word}'" for word in words) + ":*"], output_field=BooleanField())
    match = "curation_searchrow.id IN (SELECT rowid FROM curation_searchindex WHERE curation_searchindex MATCH %s)"
    return RawSQL(match, [f'labels : "{start}" *'], output_field=BooleanField())


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
    folded = FoldedField(of="title")

    objects = SearchRowQuerySet.as_manager()

    class Meta:
        app_label = "curation"
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="curation_searchrow_once")]
        indexes = [models.Index(fields=["folded"], name="curation_searchrow_folded")]

    def __str__(self) -> str:
        return self.title
