# First: openapi-python-client generate --url https://example.org/api/v1/openapi.json --meta none --output-path client
from client import Client
from client.api.findings import findings_list
from client.models import Problem

SITE = "https://example.org"

page = findings_list.sync(client=Client(base_url=SITE, raise_on_unexpected_status=True), sector=["public"])
if page is None or isinstance(page, Problem):
    raise SystemExit("The list could not be read.")
for finding in page.results:
    print(finding.title, "–", ", ".join(theme.title for theme in finding.themes) or "no theme recorded")
