"""Which database server does this thread read from?

`DATABASE_REPLICA_URL` names a streaming replica. What reads asks the connection `default` like everything else, and
within `read_from` that is the replica's. A router would reach no statement that is sent without a QuerySet, of which
the read index, the version and the log have several.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import DEFAULT_DB_ALIAS, connections

PRIMARY, REPLICA = DEFAULT_DB_ALIAS, "replica"
_here: ContextVar[str] = ContextVar("server that is read from", default=PRIMARY)


@contextmanager
def read_from(alias: str) -> Iterator[None]:
    """Within it this thread reads from that server, by whatever statement."""
    usual, chosen = connections[PRIMARY], connections[alias]
    # A QuerySet compares names, and refuses a subquery of "default" in a statement of another.
    chosen.alias = PRIMARY
    connections[PRIMARY], token = chosen, _here.set(alias)
    try:
        yield
    finally:
        connections[PRIMARY] = usual
        _here.reset(token)


def within(alias: str, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """What is sent piece by piece, after the request has left everything else, is read from the same server."""
    with read_from(alias):
        yield from chunks


def here() -> str:
    """The name of the server that this thread reads from: to be handed to a thread that goes on for it."""
    return _here.get()


def is_read_only() -> bool:
    """Whether this thread reads from the replica, which takes no writes: a note for later is then not made."""
    return here() == REPLICA
