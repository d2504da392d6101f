import json
import urllib.request

SITE = "https://example.org"
POSITION = ""  # what the last run printed; empty for the first one

# Each kind's list tells what is new or changed, and with “include=withdrawn” what is gone.
since = POSITION or "2000-01-01"
address, position = f"{SITE}/api/v1/findings/?updated_since={since}&include=withdrawn&cursor=*", None
changed, gone = {}, set()
while address:
    with urllib.request.urlopen(address) as answer:
        page = json.load(answer)
    position = position or page["position"]  # of the first page: what comes meanwhile comes again
    gone |= {entry["slug"] for entry in page["withdrawn"]}
    changed |= {record["slug"]: record for record in page["results"]}
    address = page["next"]
print(f"{len(changed)} new or changed, {len(gone)} gone. Next time:", position)
