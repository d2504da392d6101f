"""The names of the areas in which Gateway to Research (GtR) records where research may be used."""

# GtR calls these "sectors". Several names hold commas; "Biotechology" is GtR's own spelling.
APPLICATION_AREAS = (
    "Aerospace, Defence and Marine",
    "Agriculture, Food and Drink",
    "Chemicals",
    "Communities and Social Services/Policy",
    "Construction",
    "Creative Economy",
    "Culture, Heritage, Museums and Collections",
    "Digital/Communication/Information Technologies (including Software)",
    "Education",
    "Electronics",
    "Energy",
    "Environment",
    "Financial Services, and Management Consultancy",
    "Government, Democracy and Justice",
    "Healthcare",
    "Leisure Activities, including Sports, Recreation and Tourism",
    "Manufacturing, including Industrial Biotechology",
    "Other",
    "Pharmaceuticals and Medical Biotechnology",
    "Retail",
    "Security and Diplomacy",
    "Transport",
)
