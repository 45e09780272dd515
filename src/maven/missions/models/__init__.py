from maven.missions.models.annotation import Annotation
from maven.missions.models.briefing_note import BriefingNote
from maven.missions.models.earlier_deliverable import DeliverableFile, EarlierDeliverable
from maven.missions.models.file_import import FileImport
from maven.missions.models.framing import Framing
from maven.missions.models.imported_row import ImportedRow
from maven.missions.models.interview import Interview, InterviewAnswer
from maven.missions.models.invitation import Invitation
from maven.missions.models.join_request import JoinRequest
from maven.missions.models.letter_refusal import LetterRefusal
from maven.missions.models.membership import Channel, Membership, Role
from maven.missions.models.mission import AFTER_HANDOVER, Mission
from maven.missions.models.placement import Placement
from maven.missions.models.preparation_step import PreparationStep
from maven.missions.models.sector import Sector

__all__ = [
    "AFTER_HANDOVER",
    "Annotation",
    "BriefingNote",
    "Channel",
    "DeliverableFile",
    "EarlierDeliverable",
    "FileImport",
    "Framing",
    "ImportedRow",
    "Interview",
    "InterviewAnswer",
    "Invitation",
    "JoinRequest",
    "LetterRefusal",
    "Membership",
    "Mission",
    "Placement",
    "PreparationStep",
    "Role",
    "Sector",
]
