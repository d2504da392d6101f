"""A small site is backed up, broken and restored by its commands, each a process of its own."""

import os
import subprocess
import sys

from django.conf import settings


def test_a_site_is_backed_up_broken_and_restored_by_its_commands(tmp_path):
    environment = {
        **os.environ,
        "ENVIRONMENT": "development",
        "DATABASE_URL": f"sqlite:///{tmp_path}/own.sqlite3",
        "BACKUPS": str(tmp_path / "copies"),
    }

    def manage(*arguments):
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    manage("migrate", "--verbosity", "0")
    manage("load_series")
    assert "checked" in manage("backup")
    manage("shell", "-c", "from findings.models import Finding; Finding.objects.filter(children=None).delete()")
    asked = "from findings.models import Finding; from collabfutures.curation.models import ContentVersion as C; "
    shown = f"{asked}print(Finding.objects.published().count(), C.now()[1])"
    before = manage("shell", "-v", "0", "-c", shown).split()
    assert "would take the place" in manage("restore")
    assert "is in its place" in manage("restore", "--yes")
    after = manage("shell", "-v", "0", "-c", shown).split()
    assert (before[0], after[0]) == ("5", "24")
    # No tag of before is true any longer.
    assert before[1] != after[1]
