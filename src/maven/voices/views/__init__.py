"""The pages of the voices, one file for each family."""

from maven.voices.views.answers import answers, claim, statements, withdrawal
from maven.voices.views.consultations import (
    aggregate,
    closure,
    consultations,
    new,
    reopening,
)
from maven.voices.views.ideas import idea
from maven.voices.views.importing import confirmation, importing, preview
from maven.voices.views.moderation import acceptance, moderation, promotion, refusal
from maven.voices.views.vote import consultation, opinions, statement

__all__ = [
    "acceptance",
    "aggregate",
    "answers",
    "claim",
    "closure",
    "confirmation",
    "consultation",
    "consultations",
    "idea",
    "importing",
    "moderation",
    "new",
    "opinions",
    "preview",
    "promotion",
    "refusal",
    "reopening",
    "statement",
    "statements",
    "withdrawal",
]
