"""What must stay secret, and a backup that is tried: both while the site goes on."""

import io
import json
import zipfile
from concurrent.futures import ThreadPoolExecutor

import httpx

from prove import shape
from prove.fault import Outcome, fault, going_on
from prove.watching import sign_in

MARK = "mombasa"
ROLES = ("nobody", "viewer", "editor", "reviewer", "manager", "owner", "without rights")
ACCOUNTS = """
from django.contrib.auth.models import Group, User
User.objects.filter(username__startswith='canary-').delete()
for role in {roles!r}:
    user = User.objects.create_user(f'canary-{{role}}', password={password!r}, is_staff=True)
    user.groups.set(Group.objects.filter(name=role))
"""
INSIDE = "from prove import canaries; print(canaries.plant())"


@fault("Drafts of every kind, looked for in every public address and format as seven roles")
def canaries(outcome: Outcome) -> None:
    roles = [role.replace(" ", "-") for role in ROLES[1:] if role != "owner"]
    shape.manage("shell", "-c", ACCOUNTS.format(roles=roles, password=shape.PASSWORD))
    told = shape.manage("shell", "-c", INSIDE)
    addresses = json.loads(told[told.index("[") :])
    with going_on(outcome, unchanged=False) as watch:
        found = [leak for role in ROLES for leak in _leaks(role, addresses, outcome)]
    outcome.public += f". {len(addresses):,} addresses as {len(ROLES)} roles: {len(found)} leaks"
    outcome.hold(len(addresses) > 300, f"only {len(addresses)} addresses were asked")
    outcome.hold(not found, f"leaks, such as {found[:3]}")
    outcome.hold(watch.anew.failed == 0, f"{watch.anew.failed} new answers failed")


def _leaks(role, addresses, outcome):
    with shape.client() as session:
        if role != "nobody":
            name = "prove" if role == "owner" else f"canary-{role.replace(' ', '-')}"
            outcome.hold(sign_in(session, name=name) == 302, f"{role} could not sign in")
        with ThreadPoolExecutor(4) as pool:
            answers = pool.map(lambda address: (address, _text(session.get(address))), addresses)
            return [(role, address) for address, text in answers if MARK in text]


def _text(answer: httpx.Response) -> str:
    """What an answer says; the parts of a workbook or a document one after another."""
    content = answer.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            content = b" ".join(parts.read(name) for name in parts.namelist())
    return content.decode(errors="ignore").lower()


@fault("The newest backup is restored beside the site, which goes on")
def tried_beside(outcome: Outcome) -> None:
    shape.run("deploy/backup.sh", "--here", str(shape.HERE))
    with going_on(outcome) as watch:
        shape.sql("SELECT pg_switch_wal()")
        told = shape.run("deploy/try-backup.sh", "--here", str(shape.HERE))
    outcome.public += f". {told.strip().rpartition('/')[2]}"
    outcome.hold("restored in" in told, "nothing was restored")
    outcome.hold(watch.anew.failed == 0, f"{watch.anew.failed} new answers failed")
    outcome.hold(watch.curator.failed == 0, f"{watch.curator.failed} saves failed")
