import csv
import io
import urllib.request

SITE = "https://example.org"

# Every pair of two filters with its number, zeros and “nothing recorded” included; other filters go beside.
address = f"{SITE}/api/v1/findings/?group_by=theme,sector&format=csv"
with urllib.request.urlopen(address) as answer:
    rows = list(csv.DictReader(io.TextIOWrapper(answer, encoding="utf-8")))
for row in rows:
    if row["empty"] == "gap":
        print("No finding yet on", row["theme_label"], "in:", row["sector_label"])
