from maven.causes.models.candidate import Candidate
from maven.causes.models.cause import Cause
from maven.causes.models.champion import Champion

__all__ = ["Candidate", "Cause", "Champion"]
