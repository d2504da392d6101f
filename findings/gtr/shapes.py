"""Where each type of outcome keeps what an impact record holds: in API-1's words first, then in GtR-2 v7's."""

from dataclasses import dataclass

from findings.vocabulary import ImpactKind as Kind

DESCRIPTION = ("description",)
IMPACT = ("impact",)


@dataclass(frozen=True)
class Shape:
    """`api1` and `v7` are the element's names; each other entry names the elements to look in, in order."""

    kind: Kind
    api1: str
    v7: str
    title: tuple = ("title", "description")
    years: tuple = ("yearFirstProvided",)
    values: tuple = ()
    areas: tuple = ("sectors",)


ENGAGEMENT_VALUES = (
    ("form", ("form",)),
    ("primary_audience", ("primaryAudience",)),
    ("geographic_reach", ("geographicReach",)),
    ("results_and_impact", ("impact", "results")),
)
TYPED_VALUES = (("form", ("type",)), ("results_and_impact", IMPACT))
SHAPES = (
    Shape(
        Kind.PUBLICATION,
        "publication",
        "publication",
        years=("date", "datePublished"),
        values=(("container", ("parentPublicationTitle", "journalTitle")), ("doi", ("doi",))),
    ),
    Shape(
        Kind.ENGAGEMENT,
        "disseminationOutput",
        "dissemination",
        years=("year", "yearsOfDissemination"),
        values=ENGAGEMENT_VALUES,
    ),
    Shape(
        Kind.POLICY,
        "policyInfluenceOutput",
        "policyInfluence",
        title=("title", "influence", "description"),
        values=(
            ("form", ("type",)),
            ("geographic_reach", ("geographicReach",)),
            ("results_and_impact", IMPACT),
            ("claim", ("description", "influence")),
        ),
    ),
    Shape(
        Kind.NARRATIVE,
        "impactSummaryOutput",
        "impactSummary",
        years=("firstYearOfImpact",),
        values=(("claim", DESCRIPTION),),
        areas=("sector", "sectors"),
    ),
    Shape(
        Kind.COLLABORATION,
        "collaborationOutput",
        "collaboration",
        years=("start",),
        values=(
            ("body", ("collaboratingOrganisation", "parentOrganisation")),
            ("form", ("sector",)),
            ("nation", ("country",)),
            ("results_and_impact", IMPACT),
        ),
    ),
    Shape(
        Kind.FUNDING,
        "furtherFundingOutput",
        "furtherFunding",
        years=("start",),
        values=(("body", ("fundingOrg", "organisation")), ("form", ("sector",)), ("nation", ("country",))),
    ),
    Shape(Kind.ARTISTIC, "artisticAndCreativeProductOutput", "artisticAndCreativeProduct", values=TYPED_VALUES),
    Shape(Kind.DATABASE, "researchDatabaseAndModelOutput", "researchDatabaseAndModel", values=TYPED_VALUES),
    Shape(Kind.MATERIAL, "researchMaterialOutput", "researchMaterial", values=TYPED_VALUES),
    Shape(Kind.SOFTWARE, "softwareAndTechnicalProductOutput", "softwareAndTechnicalProduct", values=TYPED_VALUES),
    Shape(
        Kind.PROPERTY,
        "intellectualPropertyOutput",
        "intellectualProperty",
        years=("yearProtectionGranted",),
        values=(("form", ("protection",)), ("results_and_impact", IMPACT)),
    ),
    Shape(Kind.PRODUCT, "productOutput", "product", years=("yearDevCompleted",), values=TYPED_VALUES),
    Shape(
        Kind.SPIN_OUT,
        "spinOutOutput",
        "spinOut",
        title=("companyName", "title", "description"),
        years=("yearCompanyFormed", "yearEstablished"),
        values=(("results_and_impact", IMPACT),),
    ),
    Shape(Kind.EXPLOITATION, "exploitationOutput", "exploitation", values=TYPED_VALUES),
    Shape(Kind.OTHER, "otherResearchOutput", "otherResearchOutput", values=TYPED_VALUES),
)
