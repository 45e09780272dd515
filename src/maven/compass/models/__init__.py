from maven.compass.models.aim import Aim
from maven.compass.models.barometer import UNSURE, Barometer, BarometerAnswer, Question
from maven.compass.models.due_reading import DueReading
from maven.compass.models.reading import Reading
from maven.compass.models.suggestion import Suggestion

__all__ = [
    "UNSURE",
    "Aim",
    "Barometer",
    "BarometerAnswer",
    "DueReading",
    "Question",
    "Reading",
    "Suggestion",
]
