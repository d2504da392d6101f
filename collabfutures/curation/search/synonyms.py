"""What else is the thing called that a reader searches for? Read from the kinds that record other names.

A kind names in `also_called` the columns with further names, one on each line, or a relation to the record that it is
a name of: then it is a name of that one.
"""

from collections import defaultdict
from collections.abc import Iterable

from collabfutures.curation.fields import lines
from collabfutures.curation.links import Link
from collabfutures.curation.models import kinds
from collabfutures.curation.publication import is_public
from collabfutures.curation.search.folding import fold, stems
from collabfutures.curation.search.matching import Search
from collabfutures.curation.search.other_spellings import is_exact, other_spellings
from collabfutures.curation.search.stop_words import STOP_WORDS
from collabfutures.curation.unions import constant, union_all
from collabfutures.curation.versions import KeptForNow

MOST = 8
# What `_names` says of all records: every search asks.
every_name: KeptForNow[dict[tuple[str, str], dict[tuple[str, ...], str]]] = KeptForNow()
# And of one record, by (kind, slug): many pages have links to the same themes.
names_of: KeptForNow[dict[tuple[str, ...], str]] = KeptForNow()
Stems = tuple[str, ...]


def stem_tuple(text: str) -> Stems:
    return tuple(stems(text).split())


def telling(words: Iterable[str]) -> list[str]:
    """Those of the words that say something by themselves."""
    return [word for word in words if word not in STOP_WORDS]


def _names(wanted=None):
    """{(kind, slug): {stems: name}} of every public record, or of those `wanted`, as {kind: slugs}."""
    groups = defaultdict(dict)
    for kind, slug, names in union_all(arm for model in kinds() for arm in _arms(model, wanted)):
        groups[kind, slug] |= {stem_tuple(name): name for name in lines(names) if telling(fold(name).split())}
    return groups


def _arms(model, wanted):
    """Querysets of (kind, slug, names): names in each column for the record itself, or for the one it is a name of."""
    relation = next((name for name in model.also_called if model._meta.get_field(name).is_relation), None)
    path = f"{relation}__" if relation else ""
    kind = (model._meta.get_field(relation).related_model if relation else model)._meta.label_lower
    if model.also_called and (wanted is None or kind in wanted):
        records = model.objects.published().filter(is_public(path)).order_by()
        records = records if wanted is None else records.filter(**{f"{path}slug__in": wanted[kind]})
        for column in ("title", *(name for name in model.also_called if name != relation)):
            yield records.values_list(constant(kind), f"{path}slug", column)


def other_names(links: Iterable[Link]) -> dict[Link, list[str]]:
    """{link: what else its record is called}, of those that have other names; at most one query."""
    keys = {link: (link.kind._meta.label_lower, link.slug) for link in links}
    groups = names_of.each(keys.values(), _names_of)
    named = {link: groups[key] for link, key in keys.items()}
    return {
        link: [name for key, name in names.items() if key != stem_tuple(link.title)]
        for link, names in named.items()
        if len(names) > 1
    }


def _names_of(keys):
    """{(kind, slug): {stems: name}} of these records."""
    wanted = defaultdict(list)
    for kind, slug in keys:
        wanted[kind].append(slug)
    groups = _names(wanted)
    return {key: groups.get(key, {}) for key in keys}


def other_wordings(text: str) -> list[tuple[tuple[str, ...], str]]:
    """[(wording, name)]: the search text with a name in it replaced by another name of the same thing, at most eight;
    and with a word in its other spelling.

    A wording is what `Search` takes: the other words of the text, and the name as a phrase. A text with quotation marks
    or -words is asked as it was typed.
    """
    if is_exact(text):
        return []
    words, asked = fold(text).split(), stem_tuple(text)
    found: dict[tuple[str, ...], str] = {}
    for names in every_name.get((), _names).values():
        for own in names:
            start = position(own, asked)
            if start is not None:
                before, after = telling(words[:start]), telling(words[start + len(own) :])
                for other, name in names.items():
                    if position(other, asked) is None:
                        found.setdefault((*before, fold(name), *after), name)
    return [*sorted(found.items(), key=lambda pair: pair[1].lower())[:MOST], *other_spellings(text)]


def position(part: Stems, whole: Stems) -> int | None:
    """Where the stems of a name stand in those of a text, or None."""
    places = range(len(whole) - len(part) + 1) if part else ()
    return next((start for start in places if whole[start : start + len(part)] == part), None)


def widened(text: str) -> Search:
    """A search for a text, for what else the thing is called and for how else a word of it is spelt."""
    return Search(text, other_wordings(text))
