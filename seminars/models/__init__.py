"""The kinds of this app, one file for each family."""

from seminars.models.area import ApplicationArea
from seminars.models.discourse import Discourse, Dominance, Stance
from seminars.models.representation import Presence, Representation, Role
from seminars.models.seminar import Demand, Evidence, Seminar, SeminarDiscourse
from seminars.models.series import AbstractState, CollaborationScope, Series
from seminars.models.source import Licence, Source, SourcedRecord
from seminars.models.topic import ResearchTopic
from seminars.models.vocabulary import Sector, Theme, ThemeRole

__all__ = [
    "AbstractState",
    "ApplicationArea",
    "CollaborationScope",
    "Demand",
    "Discourse",
    "Dominance",
    "Evidence",
    "Licence",
    "Presence",
    "Representation",
    "ResearchTopic",
    "Role",
    "Sector",
    "Seminar",
    "SeminarDiscourse",
    "Series",
    "Source",
    "SourcedRecord",
    "Stance",
    "Theme",
    "ThemeRole",
]
