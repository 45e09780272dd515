"""The only ways into a page. A view without one of these policies is refused to everybody."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import rules
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render

from maven.missions.models import Mission, Role
from maven.missions.rules import membership_of, mission_named, seen_as
from maven.people.models import Person

View = Callable[..., HttpResponse]
SAFE = {"GET", "HEAD", "OPTIONS"}


@dataclass(frozen=True, slots=True)
class Policy:
    """Who a page is for: `everyone`, `signed in`, or whoever holds a permission in its mission.

    `post` is the permission that its form asks for; empty where nothing is sent to the page.
    """

    kind: str
    permission: str = ""
    post: str = ""


def public(view: View) -> View:
    """For everybody; the page belongs to no mission."""
    view.policy = Policy("everyone")  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """For any person with an account."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    guarded.policy = Policy("signed in")  # type: ignore[attr-defined]
    return guarded


def in_mission(permission: str, *, post: str = "") -> Callable[[View], View]:
    """For whoever holds the permission in the mission that the address names.

    A mission that may not be seen and one that does not exist give the same 404. One that may be
    seen, with an act that may not be done, gives a 403 that says so; a guest is asked to sign in.
    The pages of a mission on request lead whoever does not take part to the one that presents it.
    A permission to see is one to read: nothing is sent to its page, unless `post` names the
    permission that its form asks for.
    """
    reads_only = not post and permission.partition(".")[2].startswith("see")

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, mission: str, **kwargs: Any) -> HttpResponse:
            if reads_only and request.method not in SAFE:
                return HttpResponseNotAllowed(sorted(SAFE))
            asked = post if post and request.method not in SAFE else permission
            person = person_of(request)
            found = mission_to_see(person, mission)
            request.membership = membership_of(person, found) if person else None  # type: ignore[attr-defined]
            request.role = request.membership.role if request.membership else None  # type: ignore[attr-defined]
            request.mission = found  # type: ignore[attr-defined]
            if not rules.test_rule(asked, person, found):
                return refused(request, found)
            if lacks_second_proof(request, asked, person, found):
                return render(request, "second_proof.html", {"mission": found}, status=403)
            return view(request, found, *args, **kwargs)

        sent = "" if reads_only else post or permission
        guarded.policy = Policy("in mission", permission, sent)  # type: ignore[attr-defined]
        return guarded

    return guard


def lacks_second_proof(
    request: HttpRequest, asked: str, person: Person | None, mission: Mission
) -> bool:
    """Whether this is open only to whoever has shown a second proof in this session, as the
    operator asks: of those who facilitate, for what members may not; of all, for what guests may
    not."""
    wanted = settings.SECOND_FACTOR
    if wanted == "none" or person is None or request.session.get("strong"):
        return False
    if wanted == "all":
        return not rules.test_rule(asked, None, mission)
    if request.role != Role.FACILITATOR:  # type: ignore[attr-defined]
        return False
    return not rules.test_rule(asked, seen_as(Role.MEMBER, person, mission), mission)


def person_of(request: HttpRequest) -> Person | None:
    return request.user if request.user.is_authenticated else None


def mission_to_see(person: Person | None, slug: str) -> Mission:
    """The mission, or a 404 that does not tell whether it exists."""
    found = mission_named(slug, person)
    if found is None or not rules.test_rule("missions.see_door", person, found):
        raise Http404
    return found


def refused(request: HttpRequest, mission: Mission) -> HttpResponse:
    if request.method in {"GET", "HEAD"}:
        if mission.is_on_request and request.role is None:  # type: ignore[attr-defined]
            return redirect("missions:door", mission.slug)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
    return render(request, "403.html", {"mission": mission}, status=403)


def may(request: HttpRequest, permission: str, mission: Mission) -> bool:
    """Whether to show a control: the same question as the page behind it asks."""
    return bool(rules.test_rule(permission, person_of(request), mission))
