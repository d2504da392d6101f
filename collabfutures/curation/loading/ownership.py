"""May a loader write to a record, or has a curator made it their own?"""

from collabfutures.curation.loading.comparing import LinkKeys, is_empty, is_many, said
from collabfutures.curation.loading.written import Loader
from collabfutures.curation.models import Record


def may_write(record: Record, links: LinkKeys, changed: list[str], loader: Loader) -> bool:
    """Whether the loader may change these fields: it wrote the record last, and nobody has edited it since."""
    before = record.loaded or {"by": "", "values": {}}
    if loader.leaves_public and record.published_at:
        return False
    return before["by"] in (loader.name, *loader.outranks) and not _is_edited(record, links, changed, before)


def may_propose(record: Record, links: LinkKeys, changed: list[str], loader: Loader) -> bool:
    """Whether a curator is asked: what the loader may not write is public as the loader wrote it, and differs now."""
    before = record.loaded or {"by": "", "values": {}}
    return record.is_public and before["by"] == loader.name and not _is_edited(record, links, changed, before)


def _is_edited(record, links, changed, before):
    """Whether somebody has changed what the loader wrote, or filled what it never wrote and would now write."""
    written = {**before["values"], **before.get("joined", {})}
    now = said(record, links, {*changed, *before["values"]})
    filled = [name for name in changed if name not in written and not is_empty(now[name])]
    own = [name for name in filled if now[name] != _default(record, name)]
    return bool(own) or any(now[name] != value for name, value in before["values"].items())


def _default(record, name):
    return None if is_many(record, name) else record._meta.get_field(name).get_default()
