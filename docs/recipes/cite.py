import urllib.request

SITE = "https://example.org"

# The same list as BibTeX; “ris” and “csl” go as well, and “page=all” gives all of it.
address = f"{SITE}/api/v1/findings/?sector=public&format=bibtex&page=all"
with urllib.request.urlopen(address) as answer:
    entries = answer.read().decode()
print(entries.count("@misc"), "entries:")
print(entries[:400])
