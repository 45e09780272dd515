"""Asking to join a mission on request, and answering."""

from datetime import datetime

from django.db import transaction

from maven.journal.operations import record
from maven.missions.models import JoinRequest, Membership, Mission
from maven.missions.models.join_request import ANSWER_HOLDS
from maven.missions.models.membership import Channel
from maven.missions.operations import join
from maven.people.models import Person


class NotOnRequest(Exception):
    """The mission is not one to which one asks to come."""


class AlreadyThere(Exception):
    """Who takes part has nothing to ask."""


class AnsweredLately(Exception):
    """A request that was declined may be made again thirty days later."""


class RequestSettled(Exception):
    """The request was answered, or taken back, meanwhile."""


@transaction.atomic
def ask_to_join(*, mission: Mission, words: str, by: Person, at: datetime) -> JoinRequest:
    """One request waits at a time: asking again gives it other words."""
    if not mission.is_on_request:
        raise NotOnRequest
    if Membership.objects.between(mission, by) is not None:
        raise AlreadyThere
    asked = JoinRequest.objects.of(mission).by(by)
    if asked.declined_since(at - ANSWER_HOLDS).exists():
        raise AnsweredLately
    request, made = asked.select_for_update().get_or_create(
        outcome=JoinRequest.Outcome.WAITING,
        mission=mission,
        person=by,
        defaults={"words": words, "asked_at": at},
    )
    if made:
        record("join_request.made", request, chain=mission.chain, by=by, at=at)
    elif request.words != words:
        request.words = words
        request.save(update_fields=["words"])
        record("join_request.reworded", request, chain=mission.chain, by=by, at=at)
    return request


@transaction.atomic
def withdraw_request(*, request: JoinRequest, by: Person, at: datetime) -> JoinRequest:
    request = _settled(request, JoinRequest.Outcome.WITHDRAWN, by=by, at=at)
    record("join_request.withdrawn", request, chain=request.mission.chain, by=by, at=at)
    return request


@transaction.atomic
def accept_request(
    *, request: JoinRequest, role: str, answer: str, by: Person, at: datetime
) -> Membership:
    """The person takes part from now on, in the role that the facilitator chose."""
    request = _settled(request, JoinRequest.Outcome.ACCEPTED, answer=answer, by=by, at=at)
    mission = request.mission
    record("join_request.accepted", request, chain=mission.chain, by=by, at=at, role=role)
    return join(
        mission=mission,
        role=role,
        invited_by=by,
        channel=Channel.REQUEST,
        by=request.person,
        at=at,
    )


@transaction.atomic
def decline_request(*, request: JoinRequest, answer: str, by: Person, at: datetime) -> JoinRequest:
    request = _settled(request, JoinRequest.Outcome.DECLINED, answer=answer, by=by, at=at)
    record("join_request.declined", request, chain=request.mission.chain, by=by, at=at)
    return request


def _settled(
    request: JoinRequest, outcome: str, *, answer: str = "", by: Person, at: datetime
) -> JoinRequest:
    held = JoinRequest.objects.select_for_update(of=("self",)).select_related("mission", "person")
    request = held.get(pk=request.pk)
    if request.outcome != JoinRequest.Outcome.WAITING:
        raise RequestSettled
    request.outcome, request.answer = outcome, answer
    request.settled_at, request.settled_by = at, by
    request.save(update_fields=["outcome", "answer", "settled_at", "settled_by"])
    return request
