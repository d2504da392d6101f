"""One spelling for each word of GtR's vocabularies, so that a filter has one option for what is one thing.

The variants are those of the snapshot of 2018 (43,733 projects). A word that is not here stays as the record has it.
"""

# {field: {variant, folded: usual spelling}}
_USUAL = {
    "geographic_reach": ("Local", "Regional", "National", "International"),
    "region": ("Yorkshire and The Humber",),
    "form": (
        "Public",
        "Software",
        "Data handling & control",
        "Keynote/Invited Speaker",
        "Workshop Facilitator",
        "Paper Presentation",
        "Poster Presentation",
    ),
    "primary_audience": (
        "Industry/Business",
        "Media (as a channel to the public)",
        "Patients, carers and/or patient groups",
        "Policymakers/politicians",
        "Postgraduate students",
        "Professional Practitioners",
        "Public/other audiences",
        "Schools",
        "Undergraduate students",
    ),
}
_PARTICIPANTS = "Participants in your research and patient groups"
_VARIANTS = {
    "primary_audience": {
        "policymakers/parliamentarians": "Policymakers/politicians",
        "media": "Media (as a channel to the public)",
        "schools/students": "Schools",
        "schools/teachers": "Schools",
        "other academnic audiences (collaborators, peers etc)": "Other academic audiences (collaborators, peers etc.)",
        "participants in your research or patient groups": _PARTICIPANTS,
        "participants in your research": _PARTICIPANTS,
    },
}
_SPELLINGS = {
    field: {word.casefold(): word for word in words} | _VARIANTS.get(field, {}) for field, words in _USUAL.items()
}


def usual(field: str, text: str) -> str:
    """The text in its usual spelling: whatever its capitals, and with “_” where “/” is meant."""
    spellings = _SPELLINGS.get(field, {})
    return spellings.get(text.casefold(), spellings.get(text.casefold().replace("_", "/"), text))
