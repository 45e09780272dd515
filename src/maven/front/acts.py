"""What to do now: at most four acts, each with its reason, the most pressing first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maven.causes.models import Cause, Champion
from maven.missions.models import Invitation, Membership, Mission, Role
from maven.people.models import Person
from maven.reports.models import StageReport
from maven.sprints.models import Sprint
from maven.voices.models import Consultation, Statement

MOST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing to do: what, why, where, and the words of its button."""

    title: str
    reason: str
    url: str
    button: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What the acts are drawn from, each asked once."""

    mission: Mission
    on: date
    sprints: list[Sprint]
    consultations: list[Consultation]
    causes: list[Cause]

    @property
    def running(self) -> Sprint | None:
        return next((s for s in self.sprints if s.adopted_at and not s.closed_at), None)

    @property
    def draft(self) -> Sprint | None:
        return next((s for s in self.sprints if not s.adopted_at), None)

    def at(self, name: str, *rest: object) -> str:
        return reverse(name, args=[self.mission.slug, *rest])


def acts_for(person: Person | None, role: str | None, situation: Situation) -> list[Act]:
    """The acts of whoever reads: the team's, a member's, or the public's."""
    asked = _asked_of(person, situation) if person else iter(())
    if role == Role.FACILITATOR:
        pressing = [*asked, *_of_the_sprint(situation), *_of_the_voices(situation)]
        rest = [*_of_the_causes(situation), *_of_the_people(situation)]
        return (pressing + rest)[:MOST]
    return [*asked, *_of_the_members(role, situation), *_of_everyone(role, situation)][:MOST]


def _asked_of(person: Person, situation: Situation) -> Iterator[Act]:
    for champion in (
        Champion.objects.solicited()
        .filter(person=person, cause__mission=situation.mission)
        .select_related("cause")
        .order_by("solicited_at")
    ):
        yield Act(
            title=_("Say whether you carry “%(cause)s”") % {"cause": champion.cause.title},
            reason=_("The team asks you to be its champion. You are free to decline."),
            url=situation.at("causes:cause", champion.cause.slug, champion.cause.pk),
            button=_("Read and answer"),
        )


def _of_the_sprint(situation: Situation) -> Iterator[Act]:
    running, draft = situation.running, situation.draft
    if running and situation.on >= running.ends_on - timedelta(days=1):
        yield Act(
            title=_("Hold the review of sprint %(number)s") % {"number": running.number},
            reason=_("Shipped, likes and dislikes, tensions, agenda: then the stage report."),
            url=situation.at("sprints:review", running.number),
            button=_("Open the review"),
        )
    for report in (
        StageReport.objects.filter(sprint__mission=situation.mission, issued_at=None)
        .select_related("sprint")
        .order_by("-sprint__number")[:1]
    ):
        yield Act(
            title=_("Publish the stage report of sprint %(number)s")
            % {"number": report.sprint.number},
            reason=_("It is assembled; it waits for the words of the team."),
            url=situation.at("reports:report", report.sprint.number),
            button=_("Read and publish"),
        )
    if draft:
        yield Act(
            title=_("Bring sprint %(number)s to the plenary") % {"number": draft.number},
            reason=_("A combination of activities is drafted. The plenary decides."),
            url=situation.at("sprints:plenary", draft.number),
            button=_("Open the plenary"),
        )
    elif running is None or situation.on >= running.ends_on - timedelta(days=14):
        number = max((sprint.number for sprint in situation.sprints), default=0) + 1
        yield Act(
            title=_("Propose the activities of sprint %(number)s") % {"number": number},
            reason=_("The computation proposes what fits the observed state, you decide."),
            url=situation.at("compass:choose"),
            button=_("Choose the activities"),
        )


def _of_the_voices(situation: Situation) -> Iterator[Act]:
    waiting = Statement.objects.waiting().filter(
        consultation__mission=situation.mission, consultation__closed_at=None
    )
    count = waiting.count()
    if count:
        yield Act(
            title=ngettext("Read %(count)s proposed idea", "Read %(count)s proposed ideas", count)
            % {"count": count},
            reason=_("Nothing is published before you accept it."),
            url=situation.at("voices:moderation"),
            button=_("Accept or refuse"),
        )
    if not situation.consultations:
        yield Act(
            title=_("Open a first consultation"),
            reason=_("People begin to speak, and the opinion landscape can be drawn."),
            url=situation.at("voices:new"),
            button=_("Ask the question"),
        )


def _of_the_causes(situation: Situation) -> Iterator[Act]:
    carried = set(
        Champion.objects.standing()
        .filter(cause__mission=situation.mission)
        .values_list("cause_id", flat=True)
    )
    for cause in situation.causes:
        if cause.pk not in carried:
            yield Act(
                title=_("Find a champion for “%(cause)s”") % {"cause": cause.title},
                reason=_("A cause that nobody carries does not last."),
                url=situation.at("causes:cause", cause.slug, cause.pk),
                button=_("Ask somebody"),
            )


def _of_the_people(situation: Situation) -> Iterator[Act]:
    mission = situation.mission
    if Membership.objects.of(mission).count() < 5 and not Invitation.objects.of(mission).exists():
        yield Act(
            title=_("Invite the first people"),
            reason=_("Paste addresses from anywhere: a preview shows who is new."),
            url=situation.at("missions:invitations"),
            button=_("Invite"),
        )
    yield Act(
        title=_("Keep the launch in view"),
        reason=_("Phases A, B and C show what is done; none of them stops you."),
        url=situation.at("missions:preparation"),
        button=_("See the phases"),
    )


def _of_the_members(role: str | None, situation: Situation) -> Iterator[Act]:
    if role in {Role.MEMBER, Role.SPONSOR} and situation.draft:
        yield Act(
            title=_("Prepare the plenary of sprint %(number)s")
            % {"number": situation.draft.number},
            reason=_("See what is proposed and why, before deciding together."),
            url=situation.at("sprints:plenary", situation.draft.number),
            button=_("See the proposal"),
        )


def _of_everyone(role: str | None, situation: Situation) -> Iterator[Act]:
    for consultation in situation.consultations:
        if consultation.is_open_on(situation.on):
            yield Act(
                title=consultation.question,
                reason=_("Say what you think of each idea. No account, two minutes."),
                url=situation.at("voices:consultation", consultation.slug, consultation.pk),
                button=_("Give your opinion"),
            )
    if situation.running:
        yield Act(
            title=_("See what sprint %(number)s delivers") % {"number": situation.running.number},
            reason=_("Its activities, what is shipped, what is still to do."),
            url=situation.at("sprints:sprint", situation.running.number),
            button=_("See the sprint"),
        )
