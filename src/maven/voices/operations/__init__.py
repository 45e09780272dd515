"""The verbs of the voices: opening a call, proposing an idea, answering, taking in an export."""

from maven.voices.operations.consultations import (
    close_consultation,
    open_consultation,
    reopen_consultation,
)
from maven.voices.operations.files import Answer, import_opinions, import_statements
from maven.voices.operations.importing import ImportReport, import_polis
from maven.voices.operations.opinions import (
    NothingToClaim,
    StatementNotInConsultation,
    claim_opinions,
    give_opinion,
    welcome,
    withdraw_opinions,
)
from maven.voices.operations.statements import (
    AlreadyModerated,
    ConsultationClosed,
    IdeaAlreadyThere,
    ReasonMissing,
    TooManyIdeasWaiting,
    accept_statement,
    promote_statement,
    refuse_statement,
    shortened,
    submit_statement,
)

__all__ = [
    "AlreadyModerated",
    "Answer",
    "ConsultationClosed",
    "IdeaAlreadyThere",
    "ImportReport",
    "NothingToClaim",
    "ReasonMissing",
    "StatementNotInConsultation",
    "TooManyIdeasWaiting",
    "accept_statement",
    "claim_opinions",
    "close_consultation",
    "give_opinion",
    "import_opinions",
    "import_polis",
    "import_statements",
    "open_consultation",
    "promote_statement",
    "refuse_statement",
    "reopen_consultation",
    "shortened",
    "submit_statement",
    "welcome",
    "withdraw_opinions",
]
