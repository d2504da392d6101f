"""The production shape below a folder, as `make serve` starts it: what its parts are, and how one gets at them."""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

HERE = Path(os.environ.get("PROVE_AT", "var/prove")).resolve()
# Two shapes on one machine have ports of their own.
OFFSET = int(os.environ.get("PROVE_OFFSET", "0"))
HTTPS_PORT, REDIS_PORT = 9443 + OFFSET, 56379 + OFFSET
ADDRESS = f"https://localhost:{HTTPS_PORT}"
PORTS = {
    "HTTP_PORT": str(9080 + OFFSET),
    "HTTPS_PORT": str(HTTPS_PORT),
    "DATABASE_PORT": str(55433 + OFFSET),
    "WEB_WORKERS": "2",
    "WEB_THREADS": "4",
}
# All who ask come from one address here; the limits are tried by faults of their own.
OPEN = {"PAGES_RATE": "5000r/s", "CONNECTIONS": "2000"}
# One person signs in with a password alone; sign-in itself is tested in the suite.
SETTINGS = f"SECOND_FACTOR=off\nONE_CURATOR=on\nCACHE_URL=redis://127.0.0.1:{REDIS_PORT}/0\n"

# {command: the package of Debian that brings it}
PACKAGES = {"redis-server": "redis-server", "pgrep": "procps", "gcc": "gcc"}
# What the scripts of deploy/ know of it.
PLACES = 'set -- --here "$AT"; source deploy/places.sh'


def run(*command: str, check: bool = True, **more: str) -> str:
    """The output of a command of the shape, with its ports."""
    environment = {**os.environ, **PORTS, **OPEN, **more}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=1_200)
    if check and done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stdout[-2_000:]}{done.stderr[-2_000:]}")
    return done.stdout


def install() -> None:
    """The shape, running, with a curator whose password is known."""
    _install_packages()
    start_redis()
    HERE.mkdir(parents=True, exist_ok=True)
    run("deploy/install.sh", "--here", str(HERE))
    path = HERE / "settings.env"
    # What a run that was killed has left behind it is taken out again.
    path.write_text(path.read_text().partition(SETTINGS)[0] + SETTINGS)
    here("restart")
    make_curator()
    wait_until_ready()


def make_curator() -> None:
    """The curator whom the watchers sign in as."""
    made = "from django.contrib.auth.models import User; User.objects.filter(username='prove').delete(); "
    manage("shell", "-c", f"{made}User.objects.create_superuser('prove', password='{PASSWORD}')")


@contextmanager
def with_settings(lines: str) -> Iterator[None]:
    """The site with some settings more, begun anew before and after."""
    path = HERE / "settings.env"
    written = path.read_text()
    path.write_text(written + lines)
    try:
        here("restart")
        wait_until_ready()
        yield
    finally:
        path.write_text(written)
        here("restart")
        wait_until_ready()


PASSWORD = "long-enough-to-prove-it"


def here(action: str, **more: str) -> None:
    run("deploy/here.sh", str(HERE), action, **more)


def manage(*arguments: str, check: bool = True) -> str:
    return run("deploy/manage.sh", "--here", str(HERE), *arguments, check=check)


def sql(statement: str, check: bool = True, replica: bool = False) -> str:
    """As the owner of the database server, without the site."""
    given = {"AT": str(HERE), "STATEMENT": statement, "PGOPTIONS": "-c default_transaction_read_only=off"}
    port = "PGPORT=$((PGPORT + 1)); " if replica else ""
    return run("bash", "-c", f'{PLACES}; {port}sql collabfutures "$STATEMENT"', check=check, **given).strip()


def connection() -> str:
    """Where psycopg connects as the site's own user."""
    user = "www-data" if os.geteuid() == 0 else os.environ["USER"]
    return f"host={HERE}/run port={PORTS['DATABASE_PORT']} user={user} dbname=collabfutures"


def database(*arguments: str, check: bool = True, data: str = "pg") -> str:
    """pg_ctl with these arguments, for the primary or the replica."""
    script = f'{PLACES}; as "$DATABASE_AS" "$PG/pg_ctl" --pgdata "$HERE/$DATA" $ARGUMENTS >/dev/null'
    log = f" --log {HERE}/{data}/server.log" if {"start", "restart"} & set(arguments) else ""
    return run("bash", "-c", script, AT=str(HERE), DATA=data, ARGUMENTS=" ".join(arguments) + log, check=check)


@contextmanager
def with_replica() -> Iterator[None]:
    """The site with a streaming replica beside its primary, made by pg_basebackup."""
    told = run("deploy/replica.sh", "--here", str(HERE))
    with with_settings(f"{re.search('DATABASE_REPLICA_URL=[^ ]+', told).group()}\n"):
        yield
    database("stop", "--mode", "immediate", check=False, data="replica")


def _install_packages() -> None:
    """What the faults need beyond the site, as deploy/install.sh installs what that needs."""
    missing = [package for command, package in PACKAGES.items() if not shutil.which(command)]
    if missing and os.geteuid():
        raise RuntimeError(f"These packages are needed: {' '.join(missing)}. Install them, or run this as root.")
    if missing:
        run("apt-get", "update", "-qq")
        run("apt-get", "install", "-y", "-qq", *missing, DEBIAN_FRONTEND="noninteractive")


def start_redis() -> None:
    command = ("redis-server", "--port", str(REDIS_PORT), "--save", "", "--daemonize", "yes", "--maxmemory", "50mb")
    subprocess.run([*command, "--maxmemory-policy", "noeviction"], check=True, capture_output=True)


def stop_redis() -> None:
    subprocess.run(["redis-cli", "-p", str(REDIS_PORT), "shutdown", "nosave"], check=False, capture_output=True)


def master() -> int:
    return int((HERE / "run" / "gunicorn.pid").read_text())


def resident() -> int:
    """How many bytes all workers hold now."""
    return sum(memory(pid, "VmRSS") for pid in workers())


def memory(pid: int, name: str) -> int:
    """A figure of /proc/PID/status, in bytes."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return 1024 * int(next(line.split()[1] for line in lines if line.startswith(f"{name}:")))


def children(of: int) -> list[int]:
    found = subprocess.run(["pgrep", "-P", str(of)], capture_output=True, text=True, check=False).stdout
    return [int(line) for line in found.split()]


def workers() -> list[int]:
    return children(master())


def servers(data: str = "pg") -> list[int]:
    """The processes of a database server."""
    postmaster = int((HERE / data / "postmaster.pid").read_text().splitlines()[0])
    return [postmaster, *children(postmaster)]


def kill(pids: list[int], number: int = signal.SIGKILL) -> None:
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue


def client(path: str = "", **more: float) -> httpx.Client:
    return httpx.Client(base_url=ADDRESS + path, verify=False, timeout=httpx.Timeout(30, **more))


def wait_until_ready(seconds: float = 120) -> float:
    """How many seconds it took until the site said that it was ready, and a page was made anew. Raises TimeoutError."""
    started = time.monotonic()
    with client() as session:
        while time.monotonic() - started < seconds:
            try:
                if session.get("/readyz").status_code == 200 and session.get(fresh()).status_code == 200:
                    return time.monotonic() - started
            except httpx.HTTPError:
                pass
            time.sleep(0.2)
    raise TimeoutError(f"the site was not ready after {seconds} s")


def fresh() -> str:
    """An address whose answer nobody keeps yet."""
    return f"/api/v1/findings/?q=trust+{time.time_ns()}"
