"""The sheet that GtR's website gives of a search: one award in each row, without its outcomes. Names are not read."""

import csv
import io
from datetime import datetime
from typing import Any

from collabfutures.curation.identifiers import award_reference
from findings.gtr import text as texts
from findings.gtr.records import Content, Project
from findings.gtr.tree import whole
from findings.gtr.vocabularies import usual

# By these columns the sheet is told from any other.
MARKS = ("FundingOrgName", "ProjectReference", "LeadROName")


def is_sheet(head: str) -> bool:
    """Whether the first line of a file names the columns of the sheet."""
    return all(mark in head.partition("\n")[0] for mark in MARKS)


def tree(text: str) -> dict[str, Any]:
    return {"projectsearch": list(csv.DictReader(io.StringIO(text)))}


def content(tree: Any) -> Content | None:
    rows = tree.get("projectsearch")
    if not isinstance(rows, list):
        return None
    named = [row for row in rows if row.get("ProjectId") or row.get("ProjectReference")]
    left_out = [f"{len(rows) - len(named)} rows without an id and a reference"] if len(named) < len(rows) else []
    return Content([_project(_Row(row)) for row in named], left_out=left_out)


class _Row(dict):
    """A row in which what is not there is empty."""

    def __missing__(self, name: str) -> str:
        return ""


def _project(row):
    return Project(
        gtr_id=row["ProjectId"] or "",
        reference=award_reference(row["ProjectReference"] or ""),
        title=texts.plain(row["Title"] or ""),
        identifiers=[],
        abstract="",
        potential_impact="",
        technical_summary="",
        status=row["Status"] or "",
        category=row["ProjectCategory"] or "",
        funder=row["FundingOrgName"] or "",
        start=_day(row["StartDate"]),
        end=_day(row["EndDate"]),
        value_gbp=whole(row["AwardPounds"] or ""),
        organisation=row["LeadROName"] or "",
        department=row["Department"] or "",
        region=usual("region", row["Region"] or ""),
        partners=[],
        subjects=[],
        topics=[],
        key_findings=[],
        outcomes=[],
    )


def _day(value):
    """A day of the sheet, as 31/12/2011."""
    try:
        return datetime.strptime(value or "", "%d/%m/%Y").date()
    except ValueError:
        return None
