"""The pages of the voices, one file for each family."""

from maven.voices.views.answers import answers, claim, statements, withdrawal
from maven.voices.views.assisting import assist, helped, paper
from maven.voices.views.charter import appeal, charter, charter_edit, report
from maven.voices.views.consultations import (
    closure,
    consultations,
    new,
    reopening,
)
from maven.voices.views.hidden import decision, hidden, hiding, keeping, reported, restoring
from maven.voices.views.ideas import idea
from maven.voices.views.importing import confirmation, importing, preview
from maven.voices.views.moderation import (
    acceptance,
    moderation,
    promotion,
    published,
    refusal,
)
from maven.voices.views.vote import consultation, opinions, statement

__all__ = [
    "acceptance",
    "answers",
    "appeal",
    "assist",
    "charter",
    "charter_edit",
    "claim",
    "closure",
    "confirmation",
    "consultation",
    "consultations",
    "decision",
    "helped",
    "hidden",
    "hiding",
    "idea",
    "importing",
    "keeping",
    "moderation",
    "new",
    "opinions",
    "paper",
    "preview",
    "promotion",
    "published",
    "refusal",
    "reopening",
    "report",
    "reported",
    "restoring",
    "statement",
    "statements",
    "withdrawal",
]
