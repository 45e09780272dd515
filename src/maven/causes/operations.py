"""Naming a cause, and finding who carries it: asked, free to accept, free to step down."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from maven.causes.models import Candidate, Cause, Champion
from maven.journal.operations import record
from maven.missions.models import Annotation, Membership, Mission
from maven.missions.operations.steps import tick_step
from maven.people.models import Person


class CauseAlreadyNamed(Exception):
    """A mission names a cause once."""

    def __init__(self, cause: Cause) -> None:
        super().__init__(f"{cause} already has this title")
        self.cause = cause


class NotInTheMission(Exception):
    """A champion is somebody who takes part in the mission."""


class AlreadyChampion(Exception):
    """The person was asked already, and has not stepped down."""


class NotAsked(Exception):
    """Only who was asked may accept, and only who is asked now."""


@transaction.atomic
def name_cause(
    *,
    mission: Mission,
    title: str,
    purpose: str = "",
    annotation: Annotation | None = None,
    by: Person,
    at: datetime,
) -> Cause:
    """A goal above personal interest gets its name; colours are given in turn. What comes of a
    passage says its source."""
    title = " ".join(title.split())
    _refuse_twice(mission, title)
    tone = Cause.objects.of(mission).count() % 5
    try:
        with transaction.atomic():
            cause = Cause.objects.create(
                mission=mission,
                title=title,
                purpose=purpose,
                tone=tone,
                named_at=at,
                named_by=by,
                source=annotation.source if annotation else "",
                annotation=annotation,
            )
    except IntegrityError as taken:  # somebody named it between our look and our write
        raise CauseAlreadyNamed(Cause.objects.of(mission).get(title=title)) from taken
    record("cause.named", cause, chain=mission.chain, by=by, at=at, title=title)
    tick_step(mission=mission, slug="causes", by=by, at=at)
    return cause


@transaction.atomic
def reword_cause(*, cause: Cause, title: str, purpose: str, by: Person, at: datetime) -> Cause:
    title = " ".join(title.split())
    _refuse_twice(cause.mission, title, but=cause)
    cause.title, cause.purpose = title, purpose
    cause.save(update_fields=["title", "purpose"])
    record("cause.reworded", cause, chain=cause.mission.chain, by=by, at=at, title=title)
    return cause


@transaction.atomic
def solicit_champion(
    *, cause: Cause, person: Person, words: str = "", by: Person, at: datetime
) -> Champion:
    """Asks a person to carry the cause; who declined or stepped down may be asked again, when
    somebody chooses to: nothing asks by itself."""
    if Membership.objects.between(cause.mission, person) is None:
        raise NotInTheMission
    asked, made = Champion.objects.select_for_update().get_or_create(
        cause=cause,
        person=person,
        defaults={"solicited_at": at, "solicited_by": by, "words": words},
    )
    if not made:
        if asked.stepped_down_at is None and asked.declined_at is None:
            raise AlreadyChampion
        asked.solicited_at, asked.solicited_by = at, by
        asked.words, asked.answer = words, ""
        asked.accepted_at = asked.declined_at = asked.stepped_down_at = None
        asked.save()
    record("champion.solicited", asked, chain=cause.mission.chain, by=by, at=at, cause=cause.title)
    return asked


@transaction.atomic
def accept_role(*, champion: Champion, words: str = "", by: Person, at: datetime) -> Champion:
    champion = _held_by(champion, by)
    if champion.stepped_down_at is not None or champion.declined_at is not None:
        raise NotAsked
    if champion.accepted_at is None:
        champion.accepted_at, champion.answer = at, words
        champion.save(update_fields=["accepted_at", "answer"])
        cause = champion.cause
        record(
            "champion.accepted",
            champion,
            chain=cause.mission.chain,
            by=by,
            at=at,
            cause=cause.title,
        )
        _tick_if_all_are_carried(cause.mission, by=by, at=at)
    return champion


@transaction.atomic
def decline_role(*, champion: Champion, words: str = "", by: Person, at: datetime) -> Champion:
    """Says no to being asked; nobody has to give a reason."""
    champion = _held_by(champion, by)
    if champion.accepted_at is not None or champion.stepped_down_at is not None:
        raise NotAsked
    if champion.declined_at is None:
        champion.declined_at, champion.answer = at, words
        champion.save(update_fields=["declined_at", "answer"])
        cause = champion.cause
        record(
            "champion.declined",
            champion,
            chain=cause.mission.chain,
            by=by,
            at=at,
            cause=cause.title,
        )
    return champion


@transaction.atomic
def step_down(*, champion: Champion, by: Person, at: datetime) -> Champion:
    champion = _held_by(champion, by)
    if champion.accepted_at is None:
        raise NotAsked
    if champion.stepped_down_at is None:
        champion.stepped_down_at = at
        champion.save(update_fields=["stepped_down_at"])
        cause = champion.cause
        record(
            "champion.stepped_down",
            champion,
            chain=cause.mission.chain,
            by=by,
            at=at,
            cause=cause.title,
        )
    return champion


def _refuse_twice(mission: Mission, title: str, but: Cause | None = None) -> None:
    found = Cause.objects.of(mission).filter(title=title).first()
    if found is not None and found != but:
        raise CauseAlreadyNamed(found)


def _held_by(champion: Champion, person: Person) -> Champion:
    held = Champion.objects.select_for_update(of=("self",)).select_related("cause__mission")
    found = held.filter(pk=champion.pk, person=person).first()
    if found is None:
        raise NotAsked
    return found


def _tick_if_all_are_carried(mission: Mission, *, by: Person, at: datetime) -> None:
    standing = Champion.objects.standing().filter(cause__mission=mission).values("cause")
    if not Cause.objects.of(mission).exclude(pk__in=standing).exists():
        tick_step(mission=mission, slug="champions", by=by, at=at)


@transaction.atomic
def suggest_candidates(
    *, mission: Mission, candidates: Sequence[Candidate], by: Person | None, at: datetime
) -> int:
    """Keeps the last count only: whom one could ask, and why. It asks nobody."""
    Mission.objects.select_for_update(no_key=True).get(pk=mission.pk)
    Candidate.objects.of(mission).delete()
    for one in candidates:
        one.mission, one.counted_at = mission, at
    Candidate.objects.bulk_create(candidates)
    record("candidates.counted", mission, chain=mission.chain, by=by, at=at, people=len(candidates))
    return len(candidates)
