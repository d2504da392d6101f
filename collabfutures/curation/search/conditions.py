"""Which search rows hold a phrase, and how near are they to a question? In the words of FTS5 and of PostgreSQL."""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, FloatField, Func
from django.db.models.expressions import RawSQL
from django.db.models.sql.compiler import SQLCompiler

from collabfutures.curation.search.question import Phrase

_TEXT = "{title summary keywords body}"
# Names count as the title; then summary, keywords, body. The words as they were typed are asked apart.
_BM25 = "-bm25(curation_searchindex, 10.0, 5.0, 5.0, 1.0, 0.0, 0.0)"
# Stemmed by PostgreSQL itself, as its rows are: another release of Snowball makes other stems of some words.
_STEMMED = "to_tsquery('curation_stems', %s)"
# What a row that holds every word exactly as typed is worth more: no other measure comes near it.
_EXACT = 100.0


def rows_with(phrase: Phrase, using: str) -> RawSQL:
    """The keys of the search rows that hold a phrase, in whatever form of its words."""
    if connections[using].vendor == "postgresql":
        return RawSQL(f"SELECT id FROM curation_searchrow WHERE document @@ {_STEMMED}", [_tsquery(phrase)])
    return RawSQL(*_fts5_rows(f"{_TEXT} : {_fts5(phrase.stems)}"))


def holds_alone(phrase: Phrase, using: str) -> RawSQL:
    """Whether a search row holds a phrase, as a condition where the rows are the only table of a statement.

    PostgreSQL reads them once then: as keys among keys (`rows_with`) a word of most rows takes it four times as long.
    """
    if connections[using].vendor == "postgresql":
        return RawSQL(f"curation_searchrow.document @@ {_STEMMED}", [_tsquery(phrase)], output_field=BooleanField())
    rows, match = _fts5_rows(f"{_TEXT} : {_fts5(phrase.stems)}")
    return RawSQL(f"curation_searchrow.id IN ({rows})", match, output_field=BooleanField())


def rows_named(phrase: Phrase, using: str) -> RawSQL:
    """The keys of the search rows whose title or other name holds a phrase, in the singular or the plural.

    Not in every form of its words: “government” and “governance” have one stem, and every record of an area of that
    name would be found by the other.
    """
    if connections[using].vendor == "postgresql":
        found = f"SELECT id FROM curation_searchrow WHERE document @@ {_STEMMED} AND words @@ %s::tsquery"
        return RawSQL(found, _named_params(phrase))
    return RawSQL(*_fts5_rows(" OR ".join(f"(labels : {_fts5(words)})" for words in _forms(phrase))))


def is_named_alone(phrase: Phrase, using: str) -> RawSQL:
    """The same as a condition where the rows are the only table of a statement."""
    if connections[using].vendor == "postgresql":
        told = f"curation_searchrow.document @@ {_STEMMED} AND curation_searchrow.words @@ %s::tsquery"
        return RawSQL(f"({told})", _named_params(phrase), output_field=BooleanField())
    named = rows_named(phrase, using)
    return RawSQL(f"curation_searchrow.id IN ({named.sql})", named.params, output_field=BooleanField())


def _forms(phrase):
    return [(*phrase.words[:-1], last) for last in numbers(phrase.words[-1])]


def _named_params(phrase):
    exact = " | ".join("(" + " <-> ".join(f"'{word}':A" for word in words) + ")" for words in _forms(phrase))
    return [_tsquery(phrase, weight=":A"), exact]


def numbers(word: str) -> list[str]:
    """The word, and what may be its plural or its singular."""
    found = [word, f"{word}s", f"{word}es"]
    found += [f"{word[:-1]}ies"] if word.endswith("y") else []
    found += [f"{word[:-3]}y"] if word.endswith("ies") else []
    found += [word[:-2]] if word.endswith("es") else []
    found += [word[:-1]] if word.endswith("s") else []
    return [each for each in dict.fromkeys(found) if each]


def _fts5(words):
    return f'"{" ".join(words)}"'


def _tsquery(phrase, weight=""):
    """The text of a tsquery. The words are folded, so that nothing in them needs escaping."""
    return "(" + " <-> ".join(f"'{word}'{weight}" for word in phrase.words) + ")"


def _fts5_rows(match):
    return "SELECT rowid FROM curation_searchindex WHERE curation_searchindex MATCH %s", [match]


class SearchRank(Func):
    """How near a search row is to some phrases: higher is nearer, and nearest where it holds all `exact` ones as typed.

    Only comparable within one search. `alone` says that the rows are the only table of the statement.
    """

    output_field = FloatField()

    def __init__(self, row: Any, phrases: tuple[Phrase, ...], exact: tuple[Phrase, ...], alone: bool = False) -> None:
        super().__init__(row)
        self.phrases, self.exact, self.alone = phrases, exact, alone

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
        if self.alone:
            return self._near("curation_searchrow"), self._ranked()
        row, params = compiler.compile(self.source_expressions[0])
        return f"(SELECT {self._near('row')} FROM curation_searchrow row WHERE row.id = {row})", (
            *self._ranked(),
            *params,
        )

    def _near(self, row):
        rank = f"ts_rank('{{0.1, 0.5, 0.5, 1.0}}', {row}.document, {_STEMMED})"
        return f"({rank} + CASE WHEN {row}.words @@ %s::tsquery THEN {_EXACT} ELSE 0 END)"

    def _ranked(self):
        any_of = " | ".join(_tsquery(each) for each in self.phrases)
        return any_of, " & ".join("(" + " <-> ".join(f"'{word}'" for word in each.words) + ")" for each in self.exact)
