"""The desk worked through by a script that sends only what an editor's browser sends: what is decided, at what cost.

    DATABASE_URL=… python -m bench.triage ../shared/gtr/xml

fills an empty database with the awards of that folder, signs in at the desk's own page, follows links that its pages
have and presses buttons that they have, with the fields of the form as it stood. An *editor* decides every finding,
with a reason that the desk keeps. A *manager*, who wrote none of it, decides the pairs that may be one, and publishes
what was sent, the outcomes, and what these rest on.
"""

import os
import re
import sys
import time
from collections import Counter
from html import unescape

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "collabfutures.settings"
os.environ.setdefault("ENVIRONMENT", "development")
os.environ.setdefault("STATEMENT_TIMEOUT_MS", "0")
os.environ["ONE_CURATOR"] = "false"
django.setup()

from django.contrib.auth.models import Group, User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

import collabfutures.urls  # noqa: E402, F401
from collabfutures.curation.models import Revision, kinds  # noqa: E402
from findings.models import Finding  # noqa: E402
from tests.sent_form import sent_form  # noqa: E402

PASSWORD = "a password of the bench"
SHORTEST = 60
ABOUT = re.compile(
    r"[^.]*\b(?:collaborat|partner|co-?produc|interdisciplin|stakeholder|network|working together)[^.]*\.", re.I
)


class Browser:
    """One person's browser: it goes where a link of its page leads, and sends a form of its page. It counts both."""

    def __init__(self, role: str) -> None:
        user = User.objects.create_user(role, password=PASSWORD, is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        self.client, self.clicks, self.typed, self.took, self.page = Client(), 0, 0, [], None
        self.open("/admin/")
        form = {"csrfmiddlewaretoken": "", "login": role, "password": PASSWORD}
        self._went(self.client.post(self.address, form, follow=True), 1, 2)

    @property
    def address(self) -> str:
        query = self.page.request["QUERY_STRING"]
        return self.page.request["PATH_INFO"] + (f"?{query}" if query else "")

    @property
    def text(self) -> str:
        return unescape(re.sub(r"<[^>]*>", " ", self.page.content.decode()))

    def open(self, address: str) -> None:
        self._went(self.client.get(address, follow=True), 1)

    def follow(self, words: str) -> bool:
        """Whether the page has a link that is called so; it is followed."""
        found = re.search(rf'<a[^>]*href="([^"]+)"[^>]*>\s*{words}', self.page.content.decode())
        if found:
            target = unescape(found[1])
            self.open(self.address.partition("?")[0] + target if target.startswith("?") else target)
        return bool(found)

    def press(self, button: str, changed: int = 0, to: str = "", **values: object) -> None:
        """The form of the page is sent as it stands, but for these; `changed` of them were ticked, not typed."""
        assert f'name="{button}"' in self.page.content.decode(), (button, self.address, self.text[:2000])
        sent = sent_form(self.page) | {button: "1"} | values
        self._went(self.client.post(to or self.address, sent, follow=True), 1 + changed, len(values) - changed)

    def send(self, values: dict[str, object], clicks: int) -> None:
        """What the list's own form sends: rows that are ticked, and an act."""
        self._went(self.client.post(self.address, values, follow=True), clicks)

    def _went(self, page, clicks, typed=0):
        assert page.status_code == 200, (page.status_code, page.request["PATH_INFO"])
        self.page, self.clicks, self.typed = page, self.clicks + clicks, self.typed + typed
        while b"data-goes-on" in page.content:
            # The page goes on by itself.
            sent = sent_form(page)
            page = self.page = self.client.post(page.request["PATH_INFO"], sent, follow=True)


def pairs(manager: Browser, kind: str, decided: Counter) -> None:
    """Two that say the same in every field are one; all others are two."""
    manager.open("/admin/")
    manager.open(f"/admin/{kind}/?queue=alike")
    if not manager.follow("Look at the pairs"):
        return
    while "pairs_left" in (manager.page.context or {}):
        same = "They say the same." in manager.text
        decided["pairs that are one: no field differs" if same else "pairs that are two: a field differs"] += 1
        manager.press("_merge" if same else "_two")


def findings(editor: Browser, decided: Counter) -> None:
    """Each draft of the list, in its order; what the page shows of its source decides."""
    editor.open("/admin/findings/finding/?state__exact=draft")
    if not editor.follow("Work through these"):
        return
    while "triage" in (editor.page.context or {}):
        said = " ".join(text for _, text in editor.page.context["triage"]["texts"])
        about = ABOUT.search(said)
        if len(said) < SHORTEST or about is None:
            too_little = len(said) < SHORTEST
            reason = "says too little to be read by itself" if too_little else "says nothing of working together"
            editor.clicks += 1  # The part with the reason is opened.
            editor.press("_delete_next", why=f"It {reason}.")
        else:
            reason = "speaks of working together, sent for review"
            told = [each for each, _ in editor.page.context["triage"]["suggestions"] if each.telling == 3][:2]
            note = f"Triage: speaks of working together: “{' '.join(about[0].split())[:200]}”"
            terms = {"accept": [each.value for each in told]} if told else {}
            editor.press("_review_next", len(terms), **terms, note=note)
        decided[f"findings: {reason}"] += 1


def publish(manager: Browser, kind: str, state: str, decided: Counter) -> None:
    """All of a list at once, with what it rests on: the list, its state, all of them, the act, the box, the button."""
    manager.open(f"/admin/{kind}/?state__exact={state}")
    rows, count = manager.page.context["cl"].result_list, manager.page.context["cl"].result_count
    chosen = {"action": "publish", "_selected_action": [each.pk for each in rows], "select_across": "1"}
    manager.send(chosen, 4)
    here = manager.page.context["here"]
    if manager.page.context["also"]:
        manager.press("together", 1, here, together="1")
    else:
        manager.press("confirmed", 0, here, confirmed=manager.page.context["count"])
    for told in re.findall(r"<li class=\"error\">([^<]*)", manager.page.content.decode())[:3]:
        print(f"  refused: {unescape(told)}")
    decided[f"{kind} published in one act, with what they rest on"] += count


def main(folder: str) -> None:
    setup_test_environment()
    call_command("migrate", verbosity=0)
    call_command("load_series", verbosity=0)
    call_command("import_gtr", folder, verbosity=0)
    call_command("find_duplicates", verbosity=0)
    drafts = sum(kind.objects.filter(state="draft").count() for kind in kinds())
    print(f"{connection.vendor}: {drafts:,} drafts, {Finding.objects.filter(state='draft').count()} of them findings")
    editor, manager, decided = Browser("editor"), Browser("manager"), Counter()
    for name, act, who in (
        ("pairs of outcomes", lambda: pairs(manager, "findings/impactrecord", decided), manager),
        ("pairs of awards", lambda: pairs(manager, "seminars/series", decided), manager),
        ("pairs of findings", lambda: pairs(manager, "findings/finding", decided), manager),
        ("findings", lambda: findings(editor, decided), editor),
        ("publishing findings", lambda: publish(manager, "findings/finding", "review", decided), manager),
        ("publishing outcomes", lambda: publish(manager, "findings/impactrecord", "draft", decided), manager),
        ("publishing awards", lambda: publish(manager, "seminars/series", "draft", decided), manager),
    ):
        before, start = (who.clicks, who.typed), time.perf_counter()
        act()
        took = time.perf_counter() - start
        print(
            f"{name}: {who.clicks - before[0]} clicks, {who.typed - before[1]} fields typed, {took:.1f} s of the server"
        )
    for what, count in sorted(decided.items()):
        print(f"  {count:>5} {what}")
    for kind in kinds():
        left = Counter(kind.objects.exclude(state="published").values_list("state", flat=True))
        if left:
            print(f"  left of {kind._meta.verbose_name_plural}: {dict(left)}")
    print(f"  {Revision.objects.count():,} revisions")


if __name__ == "__main__":
    main(sys.argv[1])
