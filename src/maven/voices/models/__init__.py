from maven.voices.models.arrival import Arrival, Trace
from maven.voices.models.assistance import Assistance
from maven.voices.models.charter import Charter, Rule
from maven.voices.models.consultation import Consultation
from maven.voices.models.hiding import Hiding
from maven.voices.models.imported_file import ImportedFile
from maven.voices.models.notice import Notice
from maven.voices.models.opinion import Opinion
from maven.voices.models.participant import Participant, Voice
from maven.voices.models.setting_aside import SettingAside
from maven.voices.models.statement import Statement

__all__ = [
    "Arrival",
    "Assistance",
    "Charter",
    "Consultation",
    "Hiding",
    "ImportedFile",
    "Notice",
    "Opinion",
    "Participant",
    "Rule",
    "SettingAside",
    "Statement",
    "Trace",
    "Voice",
]
