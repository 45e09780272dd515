"""The only way for a request to get hold of a consultation, an idea, and its own voice."""

import secrets
from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from maven.missions.access import may, person_of
from maven.missions.models import Mission
from maven.people.browsers import browser_in, system_in
from maven.people.clients import network_of
from maven.people.limits import network
from maven.voices.models import Consultation, Hiding, Participant, Statement, Trace, Voice
from maven.voices.moderation_queries import hidings_of
from maven.voices.queries import enough_for_results

COOKIE = "__Host-voice" if settings.SESSION_COOKIE_SECURE else "voice"
SALT = "maven.voices.guest"
COOKIE_LASTS = 365 * 24 * 3600


def consultation_in(mission: Mission, pk: int) -> Consultation:
    found = Consultation.objects.of(mission).filter(pk=pk).first()
    if found is None:
        raise Http404
    found.mission = mission
    return found


def statement_to_answer(mission: Mission, consultation_pk: int, statement_pk: str) -> Statement:
    """The idea put to everybody, with its consultation, in one query; it may be hidden since."""
    if not statement_pk.isdecimal() or len(statement_pk) > 18:
        raise Http404
    published = Statement.objects.put_to_everybody().select_related("consultation")
    found = published.filter(
        pk=int(statement_pk), consultation=consultation_pk, consultation__mission=mission
    ).first()
    if found is None:
        raise Http404
    found.consultation.mission = mission
    return found


def statement_in(mission: Mission, pk: int) -> Statement:
    ours = Statement.objects.filter(consultation__mission=mission, pk=pk)
    found = ours.select_related("consultation__mission").first()
    if found is None:
        raise Http404
    return found


def statement_to_report(call: Consultation, number: int) -> Statement:
    found = Statement.objects.of(call).accepted().filter(number=number).first()
    if found is None:
        raise Http404
    found.consultation = call
    return found


def own_hiding(request: HttpRequest, call: Consultation, number: int) -> Hiding:
    """The hiding of an idea of one's own; anybody else's is not there."""
    mine = participant_of(request, call)
    found = hidings_of(call, mine).filter(statement__number=number).first()
    if found is None:
        raise Http404
    return found


def reporter_digest(statement: Statement, voice: Voice) -> str:
    """Says whether a voice reported this idea already, and never which voice it is."""
    words = f"{statement.pk}:{voice.name}"
    return salted_hmac("maven.voices.notice", words, algorithm="sha256").hexdigest()


def voice_of(request: HttpRequest, consultation: Consultation) -> Voice:
    """The person signed in, or the guest of the cookie; a guest without one has no voice yet."""
    person = person_of(request)
    if person is not None:
        return Voice(person=person)
    return guest_voice(request, consultation)


def guest_voice(request: HttpRequest, consultation: Consultation) -> Voice:
    known = request.get_signed_cookie(COOKIE, default="", salt=SALT) or ""
    return Voice(guest_digest=digest_of(known, consultation) if known else "")


def trace_of(request: HttpRequest, consultation: Consultation) -> Trace:
    """Whether two voices of this consultation came alike; nothing that holds in another."""
    said = request.headers.get("User-Agent", "")
    browser = f"{browser_in(said)} {system_in(said)}".strip()
    return Trace(
        network=_alike("network", network_of(request), consultation),
        client=_alike("client", browser, consultation),
    )


def _alike(kind: str, words: str, consultation: Consultation) -> str:
    told = f"{consultation.pk}:{kind}:{words}"
    digest = salted_hmac("maven.voices.trace", told, algorithm="sha256").hexdigest()
    return digest[:16] if words else ""


def network_of_new_guest(request: HttpRequest) -> object | None:
    """Whoever has a voice already may use it; new voices from one network are counted."""
    if request.user.is_authenticated:
        return None
    return None if request.get_signed_cookie(COOKIE, default="", salt=SALT) else network(request)


def participant_of(request: HttpRequest, consultation: Consultation) -> Participant | None:
    voice = voice_of(request, consultation)
    return Participant.objects.of(consultation).behind(voice).first()


def guest_to_claim(request: HttpRequest, consultation: Consultation) -> Participant | None:
    """Who the signed-in person was in this browser before signing in."""
    voice = guest_voice(request, consultation)
    return Participant.objects.of(consultation).counted().behind(voice).first()


def remember(response: HttpResponse, known: str) -> None:
    """Keeps a new guest's number in the browser: signed, out of reach of scripts, of no other use."""
    response.set_signed_cookie(
        COOKIE,
        known,
        salt=SALT,
        max_age=COOKIE_LASTS,
        httponly=True,
        samesite="Lax",
        secure=bool(settings.SESSION_COOKIE_SECURE),
    )


def new_guest() -> str:
    return secrets.token_urlsafe(18)


def digest_of(known: str, consultation: Consultation) -> str:
    """Another digest in each consultation: nobody can follow a guest from one to the next."""
    return salted_hmac(SALT, f"{consultation.pk}:{known}", algorithm="sha256").hexdigest()


def results_are_open(
    request: HttpRequest, consultation: Consultation, *, answered: int, total: int, day: date
) -> bool:
    """After five answers; at once for the facilitation team; for all once it is closed."""
    if enough_for_results(answered, total) or not consultation.is_open_on(day):
        return True
    return may(request, "voices.moderate", consultation.mission)
