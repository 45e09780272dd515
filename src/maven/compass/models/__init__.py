from maven.compass.models.reading import Reading
from maven.compass.models.suggestion import Suggestion

__all__ = ["Reading", "Suggestion"]
