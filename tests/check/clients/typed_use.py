"""Uses what the generated client gives, checked by mypy in strict mode and never run."""

from generated import Client
from generated.api.findings import findings_list
from generated.models import Finding, Link, Problem


def titles(site: str) -> list[str]:
    page = findings_list.sync(client=Client(base_url=site))
    if page is None or isinstance(page, Problem):
        return []
    return [named(finding) for finding in page.results]


def named(finding: Finding) -> str:
    above: Link | None = finding.parent
    return f"{finding.title.strip()} {len(finding.themes)} {above.title if above else finding.summary}"
