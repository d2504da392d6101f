"""The small programs of the page for developers do what they say, as they stand there."""

import html
import json
import re
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import frictionless
import pandas
import pytest

from collabfutures.site.recipes import RECIPES

PRINTED = {
    "harvest": r"^24 findings, the first: \S",
    "follow": r"^24 new or changed, \d+ gone\. Next time: \S+:\S+",
    "count": r"No finding yet on Trust in: Private sector",
    "cite": r"^\d+ entries:\n@misc",
    "notebook": r"(?m)^\S+ +\d+$",
}


@pytest.mark.parametrize("name", PRINTED)
def test_a_recipe_runs_as_it_stands_on_the_page(name, site, tmp_path):
    with urllib.request.urlopen(f"{site}/api/") as answer:
        page = answer.read().decode()
    code = re.search(rf'<section id="{name}".*?<code>(?!pip)(.*?)</code></pre>', page, re.S)[1]
    (tmp_path / "recipe.py").write_text(html.unescape(code), encoding="utf-8")
    done = subprocess.run([sys.executable, "recipe.py"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert re.search(PRINTED[name], done.stdout), done.stdout


def test_every_recipe_is_run():
    # The client is generated, and used, in test_clients.
    assert {name for name, *_ in RECIPES} == {*PRINTED, "client"}


def test_the_dump_opens_in_datasette_and_counts_as_we_do(site, tmp_path):
    manifest = json.load(urllib.request.urlopen(f"{site}/api/v1/dump/"))
    file = next(each for each in manifest["files"] if each["name"].endswith(".sqlite3"))
    urllib.request.urlretrieve(file["url"], tmp_path / "records.db")
    for route, table in (("findings", "findings"), ("impact-records", "impact_records"), ("sources", "sources")):
        count = json.load(urllib.request.urlopen(f"{site}/api/v1/{route}/?count=only"))["count"]
        told = datasette(tmp_path, f"/records/{table}.json?_size=0&_shape=objects&_labels=on")
        assert told["filtered_table_rows_count"] == count, table
    # A key is shown with the title of what it leads to.
    row = datasette(tmp_path, "/records/findings.json?_labels=on&_size=1&_shape=objects")["rows"][0]
    assert row["series"]["label"].startswith("Collaborative futures")


def datasette(folder, path):
    command = [Path(sys.executable).parent / "datasette", folder / "records.db", "--get", path]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def test_the_sheets_are_a_data_package_that_frictionless_finds_no_fault_in(site, tmp_path):
    urllib.request.urlretrieve(f"{site}/api/v1/dump/records.csv.zip", tmp_path / "records.csv.zip")
    zipfile.ZipFile(tmp_path / "records.csv.zip").extractall(tmp_path / "package")
    report = frictionless.validate(str(tmp_path / "package" / "datapackage.json"))
    assert report.valid, report.flatten(["title", "fieldName", "note"])[:5]
    assert len(report.tasks) == 22


def test_pandas_reads_sheets_and_lines_without_a_hint(site, tmp_path):
    urllib.request.urlretrieve(f"{site}/api/v1/dump/records.csv.zip", tmp_path / "records.csv.zip")
    archive = zipfile.ZipFile(tmp_path / "records.csv.zip")
    findings = pandas.read_csv(archive.open("findings.csv"))
    lines = pandas.read_json(f"{site}/api/v1/findings/?format=jsonl&page=all", lines=True)
    assert list(findings["slug"]) == list(lines["slug"])
    impact = pandas.read_csv(archive.open("impact-records.csv"))
    assert len(impact) == json.load(urllib.request.urlopen(f"{site}/api/v1/impact-records/?count=only"))["count"]
