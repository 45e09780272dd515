"""How long one stays in: what a session remembers of its beginning, and when it ends.

Without a word one stays as long as one comes back within MAVEN_IDLE_HOURS; whoever ticks "stay
signed in" is not asked again on this device before MAVEN_SESSION_DAYS, which ends every session. A
facilitator's may end sooner (MAVEN_FACILITATOR_IDLE_MINUTES). The store ends them, not the cookie.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from allauth.account.app_settings import AppSettings
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from maven.missions.models import Membership, Role
from maven.people.browsers import browser_in, system_in
from maven.people.clients import network_of
from maven.people.models import Person, SignIn
from maven.people.operations import sign_ins

SINCE, SEEN, STAY, STRONG, PROVED = "since", "seen", "stay", "strong", "proved"
EmailVerificationMethod = AppSettings.EmailVerificationMethod
TOUCH = timedelta(minutes=5)
FRESH = timedelta(minutes=15)


def login_of(person: Person, *, wished: str) -> Login:
    """The entry of somebody whose address was proved long since, by the code that first let her in."""
    return Login(
        user=person, redirect_url=wished or None, email_verification=EmailVerificationMethod.NONE
    )


def begin(request: HttpRequest, person: Person, *, means: str, at: datetime) -> None:
    """Called once the person is in, with the session under its new number."""
    session = request.session
    session[SINCE] = session[SEEN] = session[PROVED] = int(at.timestamp())
    lasts = settings.SESSION_LASTS
    session.set_expiry(lasts if session.get(STAY) else min(settings.SESSION_IDLE, lasts))
    said = request.headers.get("User-Agent", "")
    sign_ins.open_sign_in(
        session_key=session.session_key or "",
        means=means[:40],
        browser=browser_in(said),
        system=system_in(said),
        network=network_of(request),
        lasts=lasts,
        by=person,
        at=at,
    )


def renew_number(request: HttpRequest) -> None:
    """A new number for a session that may do more than before; the list follows."""
    former = request.session.session_key
    request.session.cycle_key()
    SignIn.objects.filter(session_key=former).update(session_key=request.session.session_key)


def prove(request: HttpRequest, *, strong: bool, at: datetime) -> None:
    """The person has just shown again who she is."""
    request.session[PROVED] = int(at.timestamp())
    if strong:
        request.session[STRONG] = True
    renew_number(request)


def has_just_proved(request: HttpRequest, *, at: datetime) -> bool:
    proved = request.session.get(PROVED)
    return proved is not None and at - instant(proved) < FRESH


def instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


class Sessions:
    """Ends the session that is over, and notes now and then that one was seen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SINCE in request.session:
            now = timezone.now()
            if is_over(request, at=now):
                sign_ins.close_sign_in(request.session.session_key)
                logout(request)
                messages.info(request, _("You were signed out, as a precaution. Sign in again."))
            else:
                touch(request, at=now)
        return self.get_response(request)


def is_over(request: HttpRequest, *, at: datetime) -> bool:
    session = request.session
    if at - instant(session[SINCE]) >= settings.SESSION_LASTS:
        return True
    idle, most = at - instant(session[SEEN]), settings.FACILITATOR_IDLE
    return bool(most) and idle >= most and facilitates(request)


def facilitates(request: HttpRequest) -> bool:
    return request.user.is_authenticated and is_facilitator_somewhere(request.user)


def is_facilitator_somewhere(person: Person) -> bool:
    held = Membership.objects.with_role(Role.FACILITATOR)
    return held.filter(person=person, left_at=None).exists()


def touch(request: HttpRequest, *, at: datetime) -> None:
    """Every five minutes at most, and less where idleness is counted in minutes."""
    session, seen = request.session, instant(request.session[SEEN])
    often = min(TOUCH, settings.FACILITATOR_IDLE / 10) if settings.FACILITATOR_IDLE else TOUCH
    if at - seen < often:
        return
    session[SEEN] = int(at.timestamp())
    left = instant(session[SINCE]) + settings.SESSION_LASTS - at
    session.set_expiry(left if session.get(STAY) else min(settings.SESSION_IDLE, left))
    if seen.date() != at.date():
        SignIn.objects.filter(session_key=session.session_key).update(seen_on=at.date())
