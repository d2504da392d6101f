"""Which search rows hold a phrase, and how near are they to a question? In the words of FTS5 and of PostgreSQL."""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import FloatField, Func
from django.db.models.expressions import RawSQL
from django.db.models.sql.compiler import SQLCompiler

from collabfutures.curation.search.question import Phrase

_TEXT, _LABELS = "{title summary keywords body}", "{title}"
# Names count as the title; then summary, keywords, body. The words as they were typed are asked apart.
_BM25 = "-bm25(curation_searchindex, 10.0, 5.0, 5.0, 1.0, 0.0)"
_TS_RANK = "ts_rank('{0.1, 0.5, 0.5, 1.0}', row.document, %s::tsquery)"
# What a row that holds every word exactly as typed is worth more: no other measure comes near it.
_EXACT = 100.0


def rows_with(phrase: Phrase, using: str, in_names: bool = False) -> RawSQL:
    """The keys of the search rows that hold a phrase; `in_names`: in the title or another name of the record."""
    if connections[using].vendor == "postgresql":
        return RawSQL("SELECT id FROM curation_searchrow WHERE document @@ %s::tsquery", [_tsquery(phrase, in_names)])
    where = _LABELS if in_names else _TEXT
    match = f"{where} : {_fts5(phrase.stems)}"
    return RawSQL(*_fts5_rows(match))


def _fts5(words):
    return f'"{" ".join(words)}"'


def _tsquery(phrase, in_names=False):
    """A tsquery as text. The words are folded, so that nothing in them needs escaping."""
    weight = ":A" if in_names else ""
    return "(" + " <-> ".join(f"'{stem}'{weight}" for stem in phrase.stems) + ")"


def _fts5_rows(match):
    return "SELECT rowid FROM curation_searchindex WHERE curation_searchindex MATCH %s", [match]


class SearchRank(Func):
    """How near a search row is to some phrases: higher is nearer, and nearest where it holds all `exact` ones as typed.

    Only comparable within one search.
    """

    output_field = FloatField()

    def __init__(self, row: Any, phrases: tuple[Phrase, ...], exact: tuple[Phrase, ...]) -> None:
        super().__init__(row)
        self.phrases, self.exact = phrases, exact

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> tuple[str, Any]:
        row, params = compiler.compile(self.source_expressions[0])
        any_of = " OR ".join(f"({_TEXT} : {_fts5(each.stems)})" for each in self.phrases)
        exact = " AND ".join(f"(words : {_fts5(each.words)})" for each in self.exact)
        # LIMIT -1 keeps SQLite from running the search anew for every row: it ranks once and looks up.
        ranked = f"SELECT rowid AS id, {_BM25} AS rank FROM curation_searchindex WHERE curation_searchindex MATCH %s"
        near = f"COALESCE((SELECT rank FROM ({ranked} LIMIT -1) hit WHERE hit.id = {row}), 0)"
        rows, match = _fts5_rows(exact)
        return f"({near} + {_EXACT} * ({row} IN ({rows})))", (any_of, *params, *params, *match)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> tuple[str, Any]:
        row, params = compiler.compile(self.source_expressions[0])
        any_of = " | ".join(_tsquery(each) for each in self.phrases)
        exact = " & ".join("(" + " <-> ".join(f"'{word}'" for word in each.words) + ")" for each in self.exact)
        near = f"{_TS_RANK} + CASE WHEN row.words @@ %s::tsquery THEN {_EXACT} ELSE 0 END"
        return f"(SELECT {near} FROM curation_searchrow row WHERE row.id = {row})", (any_of, exact, *params)
