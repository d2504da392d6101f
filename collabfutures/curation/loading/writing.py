"""Makes records say what a loader wants: many of one kind at once, with a number of queries that does not grow."""

from collections.abc import Sequence

from collabfutures.curation.desk.copies import save_copy
from collabfutures.curation.desk.differing import note_differing
from collabfutures.curation.loading.batch import Batch
from collabfutures.curation.loading.checking import check, refuse_taken
from collabfutures.curation.loading.link_rows import add_links, remove_links
from collabfutures.curation.loading.written import Loader, Wanted, Written
from collabfutures.curation.revisions.acts import Act, By
from collabfutures.curation.revisions.content import content_of
from collabfutures.curation.revisions.noting import keep, note, note_bulk
from collabfutures.curation.revisions.working_copy import copied_keys


def write(wanted: Wanted, loader: Loader, by: By | None = None) -> Written:
    """Makes one record say what is wanted; see `write_all`."""
    return write_all([wanted], loader, by=by)[0]


def write_all(wanted: Sequence[Wanted], loader: Loader, is_careful: bool = True, by: By | None = None) -> list[Written]:
    """Makes different records of one kind say what is wanted, unless a curator has edited them; what became of each.

    What is made and rewritten `by` one run can be undone together. What differs of something public as the loader wrote
    it becomes a working copy, for somebody to look at.

    They are locked: call it in a transaction. Raises ValidationError for content that the model refuses. Without
    `is_careful` it saves a query and leaves it to the database to refuse what another record has: IntegrityError.
    """
    if not wanted:
        return []
    model, by = type(wanted[0].record), by or By(loader.name)
    batch = Batch(model, wanted, loader)
    done = [batch.take(each) for each in wanted]
    for record in batch.new:
        check(record)
    if is_careful:
        refuse_taken(model, batch.new)
    model._base_manager.bulk_create(batch.new)
    note_bulk(model, [record.pk for record in batch.new], Act.LOADED, by)
    rewritten = [record.pk for record in batch.rewritten]
    keep(model, rewritten)
    for record in batch.changed:
        record.full_clean()
        record.save()
    remove_links(model, batch.gone)
    add_links(model, ((name, record.pk, key) for record, name, keys in batch.added for key in keys))
    note(model, rewritten, Act.LOADED, by)
    _propose(batch, by)
    return done


def _propose(batch, by):
    """A working copy for what differs of something public, unless somebody is working on one; the rest is noted."""
    copied = copied_keys(batch.model, [record.pk for record, _ in batch.proposed]) if batch.proposed else set()
    for record, content in batch.proposed:
        if record.pk in copied:
            batch.note_news(record, content)
            continue
        now = content_of(record)
        save_copy(record, now | {name: value for name, value in content.items() if name in now}, by)
    if batch.differing or batch.agreeing:
        note_differing(batch.model, batch.differing, batch.agreeing, batch.loader.name)
