"""What becomes of a content that two have changed at once: each keeps what the other left as it was.

Merged are fields, links one by one, and lines by what they are about, never the inside of a text: of a field or line
that both changed, ours stands.
"""

from typing import Any

from collabfutures.curation.revisions.content import Content
from collabfutures.curation.revisions.lines import line_key, line_relations
from collabfutures.curation.revisions.linked import many


def merged(model: Any, base: Content, ours: Content, theirs: Content) -> Content:
    """`theirs` with what `ours` changed since `base`; what `ours` does not name stays theirs."""
    keys = {relation.get_accessor_name(): line_key(relation) for relation in line_relations(model)}
    found = dict(theirs)
    for name, value in ours.items():
        before, other = base.get(name), theirs.get(name)
        if value == before or name not in theirs:
            continue
        if name in many(model):
            found[name] = _sets(before or [], value, other or [])
        elif name in keys:
            found[name] = _lines(keys[name], before or [], value, other or [])
        else:
            found[name] = value
    return found


def _sets(base, ours, theirs):
    return sorted(({*theirs} | {*ours} - {*base}) - ({*base} - {*ours}))


def _lines(key, base, ours, theirs):
    """By what they are about; a line that we left as it was may be changed or gone by theirs."""
    before, mine, other = (_by_key(key, lines) for lines in (base, ours, theirs))
    changed = {about: line for about, line in mine.items() if before.get(about) != line}
    gone = before.keys() - mine.keys()
    kept = {about: line for about, line in other.items() if about not in gone}
    return list((kept | changed).values())


def _by_key(key, lines):
    return {tuple(line[name] for name in key): line for line in lines}
