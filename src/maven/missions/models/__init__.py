from maven.missions.models.file_import import FileImport
from maven.missions.models.imported_row import ImportedRow
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
    "Channel",
    "FileImport",
    "ImportedRow",
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
