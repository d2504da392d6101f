"""Full-text search: `matching(text)`, on SQLite (FTS5) and PostgreSQL (tsvector), and nowhere else.

It reads one flat row per published record, which database triggers keep in step with the records.
"""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.db import connections, models
from django.db.models import Case, F, FloatField, Func, Q, QuerySet, TextField, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Length, Lower, Replace

from collabfutures.curation.search.stop_words import STOP_WORDS

MOST_CHARACTERS = 200
MOST_TERMS = 10
_BM25 = "-bm25(curation_searchindex, 10.0, 5.0, 5.0, 1.0)"  # title, summary, keywords, body
_TS_RANK = "ts_rank('{0.1, 0.5, 0.5, 1.0}', row.document, {query})"  # the same from D (body) to A (title)
_TSQUERY = "phraseto_tsquery('english', curation_unaccent(%s))"


def words_of(text):
    """The words of a text, without signs and operators."""
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).replace("_", " "))


def telling(words):
    """Those of the words that are worth searching for."""
    return [word for word in words if word.lower() not in STOP_WORDS]


def terms(text):
    """The words to search for. Raises ValidationError for too much text, or none to search for."""
    if len(text) > MOST_CHARACTERS:
        raise ValidationError(f"Search for at most {MOST_CHARACTERS} characters.")
    words = words_of(text)
    if len(words) > MOST_TERMS:
        raise ValidationError(f"Search for at most {MOST_TERMS} words.")
    if not telling(words):
        raise ValidationError("Search for at least one word that says something; “the” or a sign alone does not.")
    return telling(words)


def _fts5(wordings):
    return " OR ".join("(" + " ".join(f'"{part}"' for part in parts) + ")" for parts in wordings)


def _tsquery(wordings):
    """The query of PostgreSQL, and its parameters."""
    arms = ["(" + " && ".join([_TSQUERY] * len(parts)) + ")" for parts in wordings]
    return "(" + " || ".join(arms) + ")", [part for parts in wordings for part in parts]


class SearchRank(Func):
    """How near a search row is to one of the wordings: higher is nearer. Only comparable within one search."""

    output_field = FloatField()

    def __init__(self, row, wordings):
        super().__init__(row)
        self.wordings = wordings

    def as_sqlite(self, compiler, connection, **context):
        row, params = compiler.compile(self.source_expressions[0])
        # LIMIT -1 keeps SQLite from running the search anew for every row: it ranks once and looks up.
        ranked = f"SELECT rowid AS id, {_BM25} AS rank FROM curation_searchindex WHERE curation_searchindex MATCH %s"
        return f"(SELECT rank FROM ({ranked} LIMIT -1) hit WHERE hit.id = {row})", (_fts5(self.wordings), *params)

    def as_postgresql(self, compiler, connection, **context):
        row, params = compiler.compile(self.source_expressions[0])
        query, texts = _tsquery(self.wordings)
        rank = _TS_RANK.replace("{query}", query)
        return f"(SELECT {rank} FROM curation_searchrow row WHERE row.id = {row})", (*texts, *params)


class SearchRowQuerySet(QuerySet):
    def matching(self, text, also=()):
        """The rows that hold every word of the text, or all of one of the wordings in `also`; adds `search_rank`.

        Words are stemmed and without accents. A wording is a list of words and of phrases: “trust”, “third sector”.
        """
        wordings = [terms(text), *also]
        if connections[self.db].vendor == "postgresql":
            query, texts = _tsquery(wordings)
            found = f"SELECT id FROM curation_searchrow WHERE document @@ {query}", texts
        else:
            found = "SELECT rowid FROM curation_searchindex WHERE curation_searchindex MATCH %s", [_fts5(wordings)]
        return self.filter(pk__in=RawSQL(*found)).annotate(search_rank=SearchRank(F("pk"), wordings))

    def titles_with(self, start, most):
        """Titles in which a word begins so: those that begin so themselves first, short ones before long ones.

        A theme then stands before a publication about it. A hyphen counts as a blank.
        """
        start = start.lower().replace("-", " ")
        plain = Lower(Replace("title", Value("-", TextField()), Value(" ", TextField())))
        rows = self.annotate(plain=plain).filter(Q(plain__startswith=start) | Q(plain__contains=f" {start}"))
        begins = Case(When(plain__startswith=start, then=0), default=1)
        titles = rows.order_by(begins, Length("title"), "title").values_list("title", flat=True)
        return list(dict.fromkeys(titles[: most * 3]))[:most]


class SearchRow(models.Model):
    """The flat text of one published record. Triggers write it; nothing else does."""

    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    slug = models.CharField(max_length=80)
    title = models.TextField()
    summary = models.TextField()
    keywords = models.TextField()
    body = models.TextField()

    objects = SearchRowQuerySet.as_manager()

    class Meta:
        app_label = "curation"
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="curation_searchrow_once")]

    def __str__(self):
        return self.title
