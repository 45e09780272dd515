"""What those who are not of the team may do now: asked of them, of members, of the sponsor, of all."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from maven.compass.models import BarometerAnswer
from maven.front import team_acts as team
from maven.front.acts import Act, first_of
from maven.front.situation import Situation
from maven.missions.models import Role
from maven.sprints.models import MinutesLine
from maven.sprints.session_words import when

FRESH = timedelta(days=21)
PLENARY = {Role.MEMBER, Role.PARTICIPANT}


def acts_for(role: str | None, situation: Situation) -> list[Act]:
    """The acts of whoever reads: the team's, the sponsor's, a member's, or the public's."""
    if role == Role.FACILITATOR:
        return first_of(
            asked_of(situation),
            team.of_today(situation),
            team.of_the_review(situation),
            team.of_the_plenary(situation),
            team.of_what_waits(situation),
            team.of_the_voices(situation),
            team.of_the_causes(situation),
            team.of_the_people(situation),
        )
    return first_of(
        asked_of(situation),
        of_the_sponsor(role, situation),
        of_the_group(role, situation),
        of_who_takes_part(role, situation),
        of_everyone(situation),
    )


def asked_of(situation: Situation) -> Iterator[Act]:
    """What somebody waits for this very person to answer."""
    if situation.person is None:
        return
    for seat in situation.champions:
        if seat.person_id == situation.person.pk and seat.accepted_at is None:
            yield Act(
                title=_("Say whether you carry “%(cause)s”") % {"cause": seat.cause.title},
                reason=_("The team asks you to be its champion. You are free to decline."),
                url=situation.at_page("causes:cause", seat.cause.slug, seat.cause.pk),
                button=_("Read and answer"),
            )
    for line in situation.promises:
        if line.word == MinutesLine.Word.PROPOSED:
            yield Act(
                title=_("Say whether you promised: “%(words)s”") % {"words": line.words},
                reason=_("It was noted in your name. It counts once you say yes."),
                url=situation.at_page("sprints:minutes", line.minutes.session_id),
                button=_("Read and answer"),
            )


def of_the_sponsor(role: str | None, situation: Situation) -> Iterator[Act]:
    report = situation.issued if role == Role.SPONSOR else None
    if report is None or report.issued_at is None or situation.at is None:
        return
    if situation.at - report.issued_at < FRESH:
        number = report.sprint.number
        yield Act(
            title=_("Read the stage report of sprint %(number)s") % {"number": number},
            reason=_("On one page: what was decided, what it cost, what is asked of you."),
            url=situation.at_page("reports:report", number),
            button=_("Read the report"),
        )


def of_the_group(role: str | None, situation: Situation) -> Iterator[Act]:
    if role not in {Role.MEMBER, Role.SPONSOR}:
        return
    if situation.draft:
        number = {"number": situation.draft.number}
        yield Act(
            title=_("Prepare the plenary of sprint %(number)s") % number,
            reason=_("See what is proposed and why, before deciding together."),
            url=situation.at_page("sprints:plenary", situation.draft.number),
            button=_("See the proposal"),
        )
    running = situation.running
    if running and situation.on >= running.ends_on - timedelta(days=1):
        yield Act(
            title=_("Say what you liked in sprint %(number)s, and what you did not")
            % {"number": running.number},
            reason=_("Without your name. Nobody reads it before the room reads it together."),
            url=situation.at_page("sprints:review", running.number),
            button=_("Open the review"),
        )


def of_who_takes_part(role: str | None, situation: Situation) -> Iterator[Act]:
    if role is None or situation.person is None:
        return
    for session in situation.sessions[:1]:
        mine = getattr(session, "mine", "")
        if situation.at and session.is_held(at=situation.at) and mine != "there":
            yield Act(
                title=_("“%(title)s” is taking place now") % {"title": session.title},
                reason=when(session),
                url=session.get_absolute_url(),
                button=_("Say that you are here"),
            )
        elif not mine:
            yield Act(
                title=_("Come to “%(title)s”") % {"title": session.title},
                reason=when(session),
                url=session.get_absolute_url(),
                button=_("Say whether you come"),
            )
    asked = next((one for one in situation.barometers if one.is_asked_on(situation.on)), None)
    if asked and not BarometerAnswer.objects.of(asked).by(situation.person).exists():
        yield Act(
            title=_("Answer the barometer"),
            reason=_("Six questions, two minutes, and nobody reads your answers."),
            url=situation.at_page("compass:barometer"),
            button=_("Answer"),
        )
    if situation.draft and role in PLENARY:
        yield Act(
            title=_("Say what you want in sprint %(number)s") % {"number": situation.draft.number},
            reason=_("A tap for each activity; the wall of the plenary counts them, never who."),
            url=situation.at_page("sprints:plenary_phone", situation.draft.number),
            button=_("Choose"),
        )


def of_everyone(situation: Situation) -> Iterator[Act]:
    for consultation in situation.open_consultations:
        yield Act(
            title=consultation.question,
            reason=_("Say what you think of each idea. No account, two minutes."),
            url=situation.at_page("voices:consultation", consultation.slug, consultation.pk),
            button=_("Give your opinion"),
        )
    if situation.running:
        number = situation.running.number
        yield Act(
            title=_("See what sprint %(number)s delivers") % {"number": number},
            reason=_("Its activities, what is shipped, what is still to do."),
            url=situation.at_page("sprints:sprint", number),
            button=_("See the sprint"),
        )
