"""The request of a signed-in person, for the types, and the answer to a form."""

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from maven.people.models import Person


class Request(HttpRequest):
    user: Person


def see_other(name: str, *args: object, anchor: str = "") -> HttpResponseRedirect:
    """After a form: go and see, by a plain GET."""
    return HttpResponseRedirect(reverse(name, args=args) + anchor, status=303)
