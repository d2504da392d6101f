"""What is the matter with the database, and what is a reader or a curator told? Anything else stays a fault of ours."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, OperationalError, connections
from redis.exceptions import RedisError

RETRY_SECONDS = "5"
# PostgreSQL's codes for what passes: cancelled for its time, deadlock, lock not to be had, connection lost, too many
# connections, shut down; and what a replica cannot go on with, because the primary took away what is being read.
OVER_ITS_TIME = "57014"
PASSING_STATES = (OVER_ITS_TIME, "40001", "40P01", "55P03", "08", "53300", "57P")
READ_ONLY_STATES, FULL_STATES = ("25006",), ("53100",)
BUSY = "The database did not answer in time. Please try again in a few seconds."
READ_ONLY = "The database can only be read for now: nothing can be saved. Please try again later."
COUNTS = "What counts attempts to sign in cannot be reached. Please try again in a few seconds."
FULL = "The database has no room left: nothing can be saved until those who run this site make some."
# A bulk act saves record by record, so that nobody can say here how far it came.
WHILE_SAVING = "Look at what is stored before you send it again; your browser's way back still has what you typed."


# Django wraps what its cursors raise, but not what closing one does: a server that dies meanwhile is psycopg's to tell.
ERRORS = (DatabaseError, InterfaceError, psycopg.Error, RedisError)


def told(error: BaseException | None, saving: bool = False) -> str | None:
    """What to say of an error of the database that may pass, or None for any other error."""
    found = _what(error) if isinstance(error, ERRORS) else None
    return f"{found} {WHILE_SAVING}" if found and saving else found


def _what(error):
    if isinstance(error, RedisError):
        return COUNTS
    state = getattr(error.__cause__, "sqlstate", None) or getattr(error, "sqlstate", None) or ""
    text = str(error).lower()
    if state.startswith(READ_ONLY_STATES) or "readonly database" in text:
        return READ_ONLY
    if state.startswith(FULL_STATES) or "disk is full" in text or "disk i/o error" in text:
        return FULL
    if state:
        return BUSY if state.startswith(PASSING_STATES) else None
    is_away = any(word in text for word in ("locked", "busy", "connect", "closed", "unable to open", "consuming input"))
    if isinstance(error, InterfaceError | psycopg.InterfaceError):
        return BUSY
    return BUSY if isinstance(error, OperationalError | psycopg.OperationalError) and is_away else None


def is_over_its_time(error: BaseException) -> bool:
    """Whether a statement was ended for its time: the server lives, and may only wait for somebody's lock."""
    return getattr(error.__cause__, "sqlstate", None) == OVER_ITS_TIME


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Ends the connection of this thread if the block takes longer: a server that accepts and never answers knows no
    statement limit, and would hold the thread for ever. Only PostgreSQL is somewhere else than we are."""
    if connections[DEFAULT_DB_ALIAS].vendor != "postgresql":
        yield
        return
    # The connection of this thread is taken here: the thread that watches has another one.
    over = threading.Event()
    threading.Thread(target=_hang_up_after, args=[over, seconds, connections[DEFAULT_DB_ALIAS]], daemon=True).start()
    try:
        yield
    finally:
        over.set()


def _hang_up_after(over, seconds, wrapper):
    """Again each second: a connection that was just being made when the time was over would hang all the same."""
    while not over.wait(seconds):
        _hang_up(wrapper)
        seconds = 1


def _hang_up(wrapper):
    """The socket is closed, not the connection: psycopg then finds it lost and raises in its own thread."""
    try:
        handle = os.dup(wrapper.connection.pgconn.socket)
        with socket.socket(fileno=handle) as line:
            line.shutdown(socket.SHUT_RDWR)
    except (AttributeError, OSError):
        # No connection yet, or none any more: connecting has a limit of its own.
        return
