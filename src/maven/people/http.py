"""The request of a signed-in person, for the types."""

from django.http import HttpRequest

from maven.people.models import Person


class Request(HttpRequest):
    user: Person  # type: ignore[assignment]
