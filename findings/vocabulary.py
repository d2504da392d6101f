"""The controlled words of Gateway to Research (GtR) and Researchfish that the import and the models share."""

from django.db.models import TextChoices

# The role of the themes for which a discourse may have an implication, and of those where one may show.
MANAGEMENT_DOMAIN, INSTITUTIONAL_FORM = "management-domain", "institutional-form"


class ImpactKind(TextChoices):
    """The outcome types of GtR besides key findings, in Researchfish's words."""

    PUBLICATION = "publication", "Publication"
    ENGAGEMENT = "engagement-activity", "Engagement activity"
    POLICY = "policy-influence", "Policy influence"
    NARRATIVE = "narrative-impact", "Narrative impact"
    COLLABORATION = "collaboration", "Collaboration or partnership"
    FUNDING = "further-funding", "Further funding"
    ARTISTIC = "artistic-product", "Artistic or creative product"
    DATABASE = "database-or-model", "Research database or model"
    MATERIAL = "research-material", "Research tool or method"
    SOFTWARE = "software", "Software or technical product"
    PROPERTY = "intellectual-property", "Intellectual property"
    PRODUCT = "product", "Medical product, intervention or trial"
    SPIN_OUT = "spin-out", "Spin-out"
    EXPLOITATION = "exploitation", "Exploitation"
    OTHER = "other-output", "Other output or activity"


class PublicationType(TextChoices):
    ARTICLE = "article", "Article in a journal"
    CHAPTER = "chapter", "Chapter of a book"
    BOOK = "book", "Book"
    OTHER = "other", "Other, or not known"
    NONE = "", "Not a publication"
