"""A database server that dies, hangs, is away, full of connections, or takes no writes."""

import signal
import time

import psycopg

from prove import shape
from prove.fault import Outcome, fault, going_on


@fault("PostgreSQL is stopped at once and started anew")
def restarted(outcome: Outcome) -> None:
    with going_on(outcome):
        shape.database("restart", "--mode", "immediate", "--wait")


@fault("PostgreSQL hangs for twenty seconds (SIGSTOP)")
def hung(outcome: Outcome) -> None:
    with going_on(outcome) as watch:
        stopped = shape.servers()
        shape.kill(stopped, signal.SIGSTOP)
        try:
            time.sleep(1)
            with shape.client() as session:
                started = time.monotonic()
                alive, ready = session.get("/healthz").status_code, session.get("/readyz").status_code
                outcome.hold((alive, ready) == (200, 503), f"the probes said {alive} and {ready}")
                outcome.hold(time.monotonic() - started < 8, "the probes were slow")
            time.sleep(19)
            outcome.hold(bool(watch.kept.statuses.get(200)), "no page was shown")
        finally:
            shape.kill(stopped, signal.SIGCONT)


@fault("PostgreSQL is away for ten seconds")
def away(outcome: Outcome) -> None:
    with going_on(outcome):
        shape.database("stop", "--mode", "immediate")
        time.sleep(10)
        shape.database("start", "--wait")


@fault("PostgreSQL takes no writes for ten seconds")
def read_only(outcome: Outcome) -> None:
    with going_on(outcome) as watch:
        shape.sql("ALTER SYSTEM SET default_transaction_read_only = on")
        try:
            shape.sql("SELECT pg_reload_conf()")
            time.sleep(10)
            with_it = dict(watch.curator.statuses)
        finally:
            shape.sql("ALTER SYSTEM RESET default_transaction_read_only")
            shape.sql("SELECT pg_reload_conf()")
    outcome.hold(watch.anew.failed == 0, f"{watch.anew.failed} new answers failed")
    outcome.hold(bool(with_it.get(503)), "the curator was not told that nothing can be saved")


@fault("PostgreSQL has no connection left for ten seconds")
def no_connection(outcome: Outcome) -> None:
    with going_on(outcome):
        held: list[psycopg.Connection] = []
        end = time.monotonic() + 10
        while time.monotonic() < end:
            _hold(held)
            time.sleep(0.5)
        for each in held:
            each.close()


def _hold(held):
    """Takes the connections that are left, as the site's own user, until there are none."""
    try:
        while True:
            held.append(psycopg.connect(shape.connection(), connect_timeout=2))
    except psycopg.OperationalError:
        return
