"""The kinds of this app, one file for each family."""

from findings.models.agenda import CollaborationCase, QuestionKind, ResearchQuestion
from findings.models.answer import Answer, Asker
from findings.models.assessment import AssessmentStatement
from findings.models.barrier import Barrier
from findings.models.discourse_links import Implication, Manifestation, Tension
from findings.models.finding import Consensus, Finding, Scope
from findings.models.impact import (
    Assessment,
    Corroboration,
    ImpactKind,
    ImpactRecord,
    OfficialScheme,
    Year,
)
from findings.models.learning import LearningTransfer, Strength
from findings.models.words import Framework, Match, Term

__all__ = [
    "Answer",
    "Asker",
    "Assessment",
    "AssessmentStatement",
    "Barrier",
    "CollaborationCase",
    "Consensus",
    "Corroboration",
    "Finding",
    "Framework",
    "ImpactKind",
    "ImpactRecord",
    "Implication",
    "LearningTransfer",
    "Manifestation",
    "Match",
    "OfficialScheme",
    "QuestionKind",
    "ResearchQuestion",
    "Scope",
    "Strength",
    "Tension",
    "Term",
    "Year",
]
