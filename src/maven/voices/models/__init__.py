from maven.voices.models.consultation import Consultation
from maven.voices.models.imported_file import ImportedFile
from maven.voices.models.opinion import Opinion
from maven.voices.models.participant import Participant, Voice
from maven.voices.models.statement import Statement

__all__ = ["Consultation", "ImportedFile", "Opinion", "Participant", "Statement", "Voice"]
