from maven.compass.models.due_reading import DueReading
from maven.compass.models.reading import Reading
from maven.compass.models.suggestion import Suggestion

__all__ = ["DueReading", "Reading", "Suggestion"]
