import pandas

SITE = "https://example.org"

# No hints are needed: an empty cell is NaN, several values stand in one cell with “ | ” between them.
findings = pandas.read_csv(f"{SITE}/api/v1/findings/?format=csv&page=all")
themes = findings["themes"].str.split(" | ", regex=False).explode().value_counts()
print(themes.head(10))
