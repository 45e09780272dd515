"""How often a page takes a form, said on its view.

    @in_mission("voices.answer")
    @limited("idea", most=20, per=HOUR, by=sender)
    def idea(request, mission): …

What is declared here counts whatever the answer, before the form is looked at; it is counted by
`maven.front.limits`, outside the transaction of the form. The operator changes a figure, or lifts a
limit with 0, by its name: `MAVEN_LIMITS=code-network=200,guest=0`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from maven.people import buckets
from maven.people.clients import source_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
type Key = Callable[[HttpRequest], object | None]


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many in so long for each key; a request without a key is not counted."""

    name: str
    most: int
    per: timedelta
    by: Key

    def wait(self, request: HttpRequest, *, at: datetime) -> timedelta:
        most = settings.LIMITS.get(self.name, self.most)
        key = self.by(request) if most else None
        if key is None:
            return buckets.NOTHING
        return buckets.take(self.name, key, most=most, per=self.per, at=at)


def limited[View: Callable[..., Any]](
    name: str, *, most: int, per: timedelta, by: Key
) -> Callable[[View], View]:
    """Adds a limit to a view; several may be said, each has its own bucket."""

    def add(view: View) -> View:
        said = (Limit(name, most, per, by), *getattr(view, "limits", ()))
        view.limits = said  # type: ignore[attr-defined]
        return view

    return add


def network(request: HttpRequest) -> object:
    return source_of(request)


def person(request: HttpRequest) -> object | None:
    return request.user.pk if request.user.is_authenticated else None


def sender(request: HttpRequest) -> object:
    """The person, or the network of a guest."""
    return person(request) or source_of(request)


def address_of_account(words: str) -> str:
    """One key for all the spellings that reach one mailbox: capitals, dots, and what follows +."""
    local, _, domain = words.strip().casefold().rpartition("@")
    return f"{local.partition('+')[0].replace('.', '')}@{domain}"[:320]
