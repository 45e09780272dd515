"""What the facilitation team is to do now, drawn from the real state of the mission."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maven.front.acts import Act
from maven.front.situation import Situation

PREPARED = timedelta(days=14)  # a plenary is prepared in the last two weeks of a sprint
A_PULSE = timedelta(days=42)  # every second sprint


def of_the_review(situation: Situation) -> Iterator[Act]:
    running = situation.running
    if running and situation.on >= running.ends_on - timedelta(days=1):
        yield Act(
            title=_("Hold the review of sprint %(number)s") % {"number": running.number},
            reason=_("Shipped, likes and dislikes, tensions, agenda: then the stage report."),
            url=situation.at_page("sprints:review", running.number),
            button=_("Open the review"),
        )
    last = next(iter(situation.reports), None)
    if last is not None and last.issued_at is None:
        number = last.sprint.number
        yield Act(
            title=_("Publish the stage report of sprint %(number)s") % {"number": number},
            reason=_("It is assembled; it waits for the words of the team."),
            url=situation.at_page("reports:report", number),
            button=_("Read and publish"),
        )


def of_today(situation: Situation) -> Iterator[Act]:
    """A session that is on, or about to begin."""
    for session in situation.sessions[:1]:
        if situation.at and session.starts_at - situation.at < timedelta(hours=3):
            yield Act(
                title=_("Welcome people to “%(title)s”") % {"title": session.title},
                reason=_("The code on the wall, who is there, the minutes: all from one page."),
                url=session.get_absolute_url(),
                button=_("Open the session"),
            )


def of_the_plenary(situation: Situation) -> Iterator[Act]:
    running, draft = situation.running, situation.draft
    if draft:
        yield Act(
            title=_("Bring sprint %(number)s to the plenary") % {"number": draft.number},
            reason=_("A combination of activities is drafted. The plenary decides."),
            url=situation.at_page("sprints:plenary", draft.number),
            button=_("Open the plenary"),
        )
    elif running is None or situation.on >= running.ends_on - PREPARED:
        number = max((sprint.number for sprint in situation.sprints), default=0) + 1
        yield Act(
            title=_("Propose the activities of sprint %(number)s") % {"number": number},
            reason=_("The computation proposes what fits the observed state, you decide."),
            url=situation.at_page("compass:choose"),
            button=_("Choose the activities"),
        )


def of_what_waits(situation: Situation) -> Iterator[Act]:
    """Words of people that wait for an answer."""
    count = situation.counts["ideas"]
    if count:
        yield Act(
            title=ngettext("Read %(count)s proposed idea", "Read %(count)s proposed ideas", count)
            % {"count": count},
            reason=_("Nothing is published before you accept it."),
            url=situation.at_page("voices:moderation"),
            button=_("Accept or refuse"),
        )
    count = situation.counts["reserve"]
    if count:
        yield Act(
            title=ngettext("Sort %(count)s proposal", "Sort %(count)s proposals", count)
            % {"count": count},
            reason=_("Each author learns what became of what they proposed, and why."),
            url=situation.at_page("sprints:backlog"),
            button=_("Open the reserve"),
        )
    count = situation.counts["minutes"]
    if count:
        yield Act(
            title=ngettext(
                "Publish the minutes of %(count)s session",
                "Publish the minutes of %(count)s sessions",
                count,
            )
            % {"count": count},
            reason=_("What was agreed and promised there is read once they are published."),
            url=situation.at_page("sprints:sessions"),
            button=_("See the sessions"),
        )


def of_the_voices(situation: Situation) -> Iterator[Act]:
    if not situation.consultations:
        yield Act(
            title=_("Open a first consultation"),
            reason=_("People begin to speak, and the opinion landscape can be drawn."),
            url=situation.at_page("voices:new"),
            button=_("Ask the question"),
        )
    asked = situation.barometers
    if situation.sprints and (not asked or situation.on - asked[0].opened_at.date() >= A_PULSE):
        yield Act(
            title=_("Ask the six questions of the barometer"),
            reason=_("Two minutes for each: they say whether the community moves."),
            url=situation.at_page("compass:barometer"),
            button=_("Open the barometer"),
        )


def of_the_causes(situation: Situation) -> Iterator[Act]:
    carried = {seat.cause_id for seat in situation.champions if seat.accepted_at}
    for cause in situation.causes:
        if cause.pk not in carried:
            yield Act(
                title=_("Find a champion for “%(cause)s”") % {"cause": cause.title},
                reason=_("A cause that nobody carries does not last."),
                url=situation.at_page("causes:cause", cause.slug, cause.pk),
                button=_("Ask somebody"),
            )


def of_the_people(situation: Situation) -> Iterator[Act]:
    if situation.is_alone:
        yield Act(
            title=_("Invite the first people"),
            reason=_("Paste addresses from anywhere: a preview shows who is new."),
            url=situation.at_page("missions:invitations"),
            button=_("Invite"),
        )
    yield Act(
        title=_("Keep the launch in view"),
        reason=_("Phases A, B and C show what is done; none of them stops you."),
        url=situation.at_page("missions:preparation"),
        button=_("See the phases"),
    )
