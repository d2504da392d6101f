"""Which database server does this thread read from?

`DATABASE_REPLICA_URL` names a streaming replica. What reads asks the connection `default` like everything else, and
within `read_from` that is the replica's. A router would reach no statement that is sent without a QuerySet, of which
the read index, the version and the log have several.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections

PRIMARY, REPLICA = DEFAULT_DB_ALIAS, "replica"


@contextmanager
def read_from(alias: str) -> Iterator[None]:
    """Within it this thread reads from that server, by whatever statement."""
    usual = connections[PRIMARY]
    connections[PRIMARY] = connections[alias]
    try:
        yield
    finally:
        connections[PRIMARY] = usual


def within(alias: str, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """What is sent piece by piece, after the request has left everything else, is read from the same server."""
    with read_from(alias):
        yield from chunks


def here() -> str:
    """The name of the server that this thread reads from: to be handed to a thread that goes on for it."""
    return connections[PRIMARY].alias


def is_read_only() -> bool:
    """Whether this thread reads from the replica, which takes no writes: a note for later is then not made."""
    return here() == REPLICA
