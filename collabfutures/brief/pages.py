"""What a reader worked out on a page of ours (a comparison, a map, a workshop), as an entry of a brief."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse

from collabfutures.brief.keys import PAGES, WITHIN
from collabfutures.brief.parts import READING, Entry, Line
from collabfutures.curation.filters.matrix import Cell
from collabfutures.curation.templatetags.records import with_kind
from findings.analyses import evidence_map
from findings.analyses.comparison import of_series, rows
from findings.analyses.self_assessment import questionnaire, workshop


@dataclass
class Told:
    """What a page says: title, a sentence that explains it, lines, and what it found nothing of."""

    title: str
    summary: str
    lines: list[Line]
    gaps: list[str]
    about: tuple[str, ...] = ()


def entry(key: str, absolute: Callable[[str], str]) -> Entry | None:
    """The Entry of a key such as “map.rows=theme&columns=sector”; None where that page now refuses its query."""
    page, _, query = key.partition(WITHIN)
    name, kind, tell = _TELLERS[page]
    try:
        told = tell(QueryDict(query))
    except ValidationError:
        return None
    path = f"{reverse(name)}?{query}" if query else reverse(name)
    common = (key, kind, told.title, told.summary, path, absolute(path), [])
    return Entry(*common, lines=told.lines, gaps=told.gaps, about=told.about)


def _comparison(query):
    discourses, _ = rows.chosen(query.getlist("discourse"))
    series = of_series.known(query.getlist(of_series.SERIES))
    title = f"{' and '.join(each.title for each in discourses)} compared"
    found = rows.rows(discourses, series)
    filled = [row for row in found if any(items for _, items in row.cells)]
    gaps = [row.label.lower() for row in found if row not in filled]
    lines, about = list(map(_side_by_side, filled)), tuple(each.slug for each in discourses)
    told = f"It ranks nothing; “not recorded” is a gap in the record.{f' {of_series.told(series)}' if series else ''}"
    return Told(title, told, lines, gaps, about)


def _side_by_side(row):
    cells = [f"{one.title}: {'; '.join(map(_item, items)) or 'not recorded'}" for one, items in row.cells]
    return Line(row.label, " | ".join(cells))


def _item(item):
    return f"{item} ({READING})" if getattr(item, "is_our_reading", False) else str(item)


def _map(query):
    filterset, (down, across) = evidence_map.read(query)
    table = evidence_map.mapped(filterset, down, across)
    lines = [
        Line(str(heading), "; ".join(f"{cell.column}: {_cell(cell)}" for cell in cells))
        for heading, cells in table.rows
    ]
    empty = sum(
        not cell.count and not any(each.count for each in cell.also) for _, cells in table.rows for cell in cells
    )
    chosen = "; ".join(
        f"{filterset.filters[name].label}: {value.replace('-', ' ')}" for name, value in filterset.pairs_without()
    )
    told = f"How many there are for each pair{f', narrowed to {chosen}' if chosen else ''}."
    return Told(evidence_map.caption(filterset, table), told, lines, [f"{empty} of the pairs"] if empty else [])


def _cell(cell: Cell):
    curated = [with_kind(each.count, each.model) for each in cell.also]
    return ", ".join([*curated, f"{cell.count} speak of both" if curated else str(cell.count or "none")])


def _workshop(query):
    asked = questionnaire.statements()
    partners, wrong = questionnaire.partners(query, asked)
    answered = [partner for partner in partners if partner.answers]
    if wrong or not answered:
        raise ValidationError("There are no answers in this address.")
    found = workshop.result(answered, asked)
    lines = [Line("Result", sentence) for sentence in found.sentences]
    lines += [Line("Where partners differ", _apart(*pair)) for pair in found.differences]
    lines += [Line("To ask", text) for text, _ in found.questions]
    names = ", ".join(partner.name for partner in answered)
    told = (
        f"Answers of {names} to {len(asked)} statements. The statements are the curators’ reading, not a tested scale."
    )
    about = tuple(discourse.slug for discourse in found.held)
    return Told("What the partners’ answers come to", told, lines, [], about)


def _apart(statement, shown):
    return f"{statement.title} {'; '.join(f'{partner.name}: {answer.lower()}' for partner, answer in shown)}"


# {page: (its view, what it is called in a brief, what it says for a query)}
_TELLERS = dict(
    zip(
        PAGES,
        (
            ("compare", "Comparison", _comparison),
            ("map", "Evidence map", _map),
            ("what-competes", f"Workshop ({READING})", _workshop),
        ),
        strict=True,
    )
)
