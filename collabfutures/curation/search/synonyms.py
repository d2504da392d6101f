"""What else is the thing called that a reader searches for? Read from the kinds that record other names.

A kind names in `also_called` the columns with further names, one on each line, or a relation to the record that it is
a name of: then it is a name of that one.
"""

from collections import defaultdict
from functools import lru_cache

import snowballstemmer

from collabfutures.curation.fields import lines
from collabfutures.curation.models import kinds
from collabfutures.curation.publication import is_public
from collabfutures.curation.querysets import constant, union_all
from collabfutures.curation.search.rows import telling, words_of

MOST = 8
_stemmer = snowballstemmer.stemmer("english")


def stems(text):
    """The words of a text, in small letters and without their endings."""
    return tuple(_stem(word.lower()) for word in words_of(text))


@lru_cache(20_000)
def _stem(word):
    return _stemmer.stemWord(word)


def _names(wanted=None):
    """{(kind, slug): {stems: name}} of every public record, or of those `wanted`, as {kind: slugs}."""
    groups = defaultdict(dict)
    for kind, slug, names in union_all(arm for model in kinds() for arm in _arms(model, wanted)):
        groups[kind, slug] |= {stems(name): name for name in lines(names) if telling(words_of(name))}
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


def other_names(links):
    """{link: what else its record is called}, of those that have other names; one query."""
    wanted = defaultdict(list)
    for link in links:
        wanted[link.kind._meta.label_lower].append(link.slug)
    groups = _names(wanted) if wanted else {}
    named = {link: groups.get((link.kind._meta.label_lower, link.slug), {}) for link in links}
    return {
        link: [name for key, name in names.items() if key != stems(link.title)]
        for link, names in named.items()
        if len(names) > 1
    }


def other_wordings(text):
    """[(wording, name)]: the search text with a name in it replaced by another name of the same thing, at most eight.

    A wording is what `matching(text, also)` takes: the other words of the text, and the name as a phrase.
    """
    words, asked, found = words_of(text), stems(text), {}
    for names in _names().values():
        for own in names:
            start = position(own, asked)
            if start is not None:
                before, after = telling(words[:start]), telling(words[start + len(own) :])
                for other, name in names.items():
                    if position(other, asked) is None:
                        found.setdefault((*before, " ".join(words_of(name)), *after), name)
    return sorted(found.items(), key=lambda pair: pair[1].lower())[:MOST]


def position(part, whole):
    """Where the stems of a name stand in those of a text, or None."""
    places = range(len(whole) - len(part) + 1) if part else ()
    return next((start for start in places if whole[start : start + len(part)] == part), None)
