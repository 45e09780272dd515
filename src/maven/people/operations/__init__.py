"""The verbs of persons: what they say of themselves, and how they come in."""

from maven.people.operations.profiles import (
    CHAIN,
    TooManyLines,
    describe_oneself,
    introduce_oneself,
    organisation_called,
)

__all__ = [
    "CHAIN",
    "TooManyLines",
    "describe_oneself",
    "introduce_oneself",
    "organisation_called",
]
