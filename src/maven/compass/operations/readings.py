"""Taking a reading of the community, and suggesting what to do about it.

Both are stored once, dated, and never edited.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from maven.compass.models import DueReading, Reading, Suggestion
from maven.compass.queries import accepted_numbers
from maven.compass.steps import EVERYTHING, Step, as_shown, triples
from maven.compass.suggestions import (
    ALGORITHM,
    DEFAULT_DAYS,
    inputs_of,
    next_number,
    result_of,
    suggestion_for,
)
from maven.journal.operations import record
from maven.missions.models import Mission
from maven.people.models import Person
from maven.voices.models import Consultation

SEED = 2014


def take_landscape(
    *,
    consultation: Consultation,
    step: Step = EVERYTHING,
    by: Person | None = None,
    at: datetime,
    seed: int = SEED,
) -> Reading:
    """Draws the landscape of the opinions that a step counts; unchanged, it is the reading there is.

    The arithmetic is done before the transaction: nobody's vote waits for it.
    """
    from maven.compass import computing  # noqa: PLC0415 (brings NumPy: jobs only, never pages)

    votes = computing.gather(triples(consultation, step), accepted_numbers(consultation))
    fingerprint, algorithm = computing.fingerprint_of(votes), computing.ALGORITHM
    latest = Reading.objects.latest_of(consultation)
    if latest and (latest.fingerprint, latest.algorithm) == (fingerprint, algorithm):
        return latest
    result = computing.result_of(votes, seed=seed, withheld=step.withheld) | step.told()
    if latest and step.shows_too_few(result):
        return latest
    with transaction.atomic():
        reading = Reading.objects.create(
            mission=consultation.mission,
            consultation=consultation,
            kind=Reading.Kind.LANDSCAPE,
            taken_at=at,
            algorithm=algorithm,
            seed=seed,
            fingerprint=fingerprint,
            result=result,
        )
        record(
            "landscape.read",
            reading,
            chain=consultation.mission.chain,
            by=by,
            at=at,
            consultation=consultation.pk,
            participants=result["participants"],
            families=len(result["groups"]),
        )
    return reading


class NoLandscapeYet(Exception):
    """Accounts are compared on the answers that a landscape shows: there is none yet."""


def look_at_accounts(
    *, consultation: Consultation, by: Person | None = None, at: datetime, seed: int = SEED
) -> Reading:
    """Which accounts look like one person, and the results without them. Nothing is decided.

    Once for each landscape, on the answers that it counts: two looks compared tell nobody's answer.
    """
    from maven.compass import accounts  # noqa: PLC0415 (brings NumPy: jobs only, never pages)

    shown = Reading.objects.latest_of(consultation)
    if shown is None or not shown.result["enough"]:
        raise NoLandscapeYet
    latest = Reading.objects.accounts_of(consultation)
    if latest is not None and latest.fingerprint == str(shown.pk):
        return latest
    step = as_shown(consultation, shown, on=timezone.localdate(at))
    result = accounts.look(consultation, step=step, seed=seed)
    with transaction.atomic():
        reading = Reading.objects.create(
            mission=consultation.mission,
            consultation=consultation,
            kind=Reading.Kind.ACCOUNTS,
            taken_at=at,
            algorithm=accounts.ALGORITHM,
            seed=seed,
            fingerprint=str(shown.pk),
            result=result,
        )
        record(
            "accounts.looked_at",
            reading,
            chain=consultation.mission.chain,
            by=by,
            at=at,
            consultation=consultation.pk,
            groups=len(result["groups"]),
        )
    return reading


def ask_reading(*, consultation_pk: int, at: datetime) -> bool:
    """Notes that a landscape is due; False when one was already, so that a crowd asks once."""
    _, made = DueReading.objects.get_or_create(
        consultation_id=consultation_pk, defaults={"asked_at": at}
    )
    return made


def suggest_activities(
    *, mission: Mission, days: float = DEFAULT_DAYS, by: Person | None = None, at: datetime
) -> Suggestion:
    """Computes the combination for the next sprint; an unchanged situation gives back the same."""
    inputs = inputs_of(mission, days=days, at=at)
    known = suggestion_for(mission, inputs)
    if known is not None:
        return known
    result = result_of(inputs)
    with transaction.atomic():
        suggestion = Suggestion.objects.create(
            mission=mission,
            sprint_number=next_number(mission),
            budget_days=days,
            needs=inputs.plain,
            result=result,
            algorithm=ALGORITHM,
            fingerprint=inputs.fingerprint,
            made_at=at,
            made_by=by,
        )
        record(
            "suggestion.made",
            suggestion,
            chain=mission.chain,
            by=by,
            at=at,
            sprint=suggestion.sprint_number,
            days=days,
            activities=result["best"]["slugs"],
        )
    return suggestion
