"""What the operations that cannot do without a parameter are asked with."""

ASKED = {"name": "records.csv.zip", "q": "trust", "discourse": ["efficiency", "responsiveness"]}
NEEDED = {"compare": "discourse=efficiency&discourse=responsiveness", "search": "q=trust", "suggest": "q=tr"}
