"""The steps of phases A to C, said once: what is done before the first sprint.

They show where the preparation stands and gate nothing: a mission may do them in any order.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from maven.missions.models import Mission, PreparationStep
from maven.missions.ticking import told_of

Phase = PreparationStep.Phase


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do once, and the page where it is done, when there is one."""

    phase: str
    slug: str
    name: Promise
    hint: Promise
    page: str = ""


class PhaseProgress(NamedTuple):
    """How far one phase is: what the progress line of the mission shows."""

    letter: str
    name: str
    done: int
    total: int
    note: str

    @property
    def is_done(self) -> bool:
        return self.done == self.total


class StepShown(NamedTuple):
    """A step with what was noted when it was done."""

    step: Step
    done: PreparationStep | None


class PhaseShown(NamedTuple):
    """A phase with its steps, for the task list."""

    progress: PhaseProgress
    steps: list[StepShown]


STEPS = (
    Step(
        Phase.LAUNCH,
        "framing",
        _("Frame the objectives with the sponsor"),
        _("What must be true at the end, and what is out of scope."),
        "missions:agreement",
    ),
    Step(
        Phase.LAUNCH,
        "briefing",
        _("Receive the knowledge of the context"),
        _("Who does what already, the calendar, the sensitive subjects."),
        "missions:notes",
    ),
    Step(
        Phase.LAUNCH,
        "earlier-deliverables",
        _("Read what earlier work delivered"),
        _("Reports, studies, minutes: what is worth taking up again."),
        "missions:deliverables",
    ),
    Step(
        Phase.LAUNCH,
        "sponsor-interviews",
        _("Meet the sponsors one by one"),
        _("What each of them expects, in their own words."),
        "missions:interviews",
    ),
    Step(
        Phase.LAUNCH,
        "causes",
        _("Name the causes"),
        _("The few great subjects that stand above personal interest."),
        "causes:causes",
    ),
    Step(
        Phase.LAUNCH,
        "champions",
        _("Find the natural champions and ask them"),
        _("For each cause, somebody who already carries it."),
        "causes:causes",
    ),
    Step(
        Phase.TOOLS,
        "inventory",
        _("Take the inventory of what exists"),
        _("Letters, groups, lists, blogs, diaries, and who keeps them."),
    ),
    Step(
        Phase.TOOLS,
        "reuse-diagnosis",
        _("Decide what can be used again"),
        _("Keep, renew, merge, create or close: as much as possible from what exists."),
    ),
    Step(
        Phase.TOOLS,
        "missing-links",
        _("Create the missing links"),
        _("Only what nobody has yet: often a shared diary and a letter."),
    ),
    Step(
        Phase.TOOLS,
        "connections",
        _("Invite people into the groups and lists"),
        _("Say who invites, and how to decline."),
        "missions:invitations",
    ),
    Step(
        Phase.KICK_OFF,
        "toolbox",
        _("Present the toolbox"),
        _("Its activities and their four dimensions, tried out together."),
        "sprints:kick_off",
    ),
    Step(
        Phase.KICK_OFF,
        "backlog",
        _("Open the reserve of actions"),
        _("One place where everything that could be done is written down."),
        "sprints:backlog",
    ),
    Step(
        Phase.KICK_OFF,
        "first-actions",
        _("Choose the first actions"),
        _("The plenary picks what can be done in the first sprint."),
        "sprints:first_actions",
    ),
)
BY_SLUG = {step.slug: step for step in STEPS}


def preparation_of(mission: Mission) -> list[PhaseShown]:
    """The three phases with their steps, done or not: said by hand, or seen by itself."""
    return _phases(mission, PreparationStep.objects.of(mission).select_related("done_by"))


def phases_of(mission: Mission) -> list[PhaseProgress]:
    """The three phases as the progress line shows them: letter, name, done, total, note."""
    return [phase.progress for phase in _phases(mission, PreparationStep.objects.of(mission))]


def _phases(mission: Mission, said: Iterable[PreparationStep]) -> list[PhaseShown]:
    done = {step.slug: step for step in said if step.slug in BY_SLUG}
    for slug, at in told_of(mission, known=done).items():
        seen = PreparationStep(mission=mission, phase=BY_SLUG[slug].phase, slug=slug, done_at=at)
        done.setdefault(slug, seen)
    steps: dict[str, list[StepShown]] = defaultdict(list)
    for step in STEPS:
        steps[step.phase].append(StepShown(step, done.get(step.slug)))
    return [PhaseShown(_progress(Phase(letter), shown), shown) for letter, shown in steps.items()]


def _progress(phase: PreparationStep.Phase, steps: list[StepShown]) -> PhaseProgress:
    dates = [shown.done.done_at for shown in steps if shown.done is not None]
    if len(dates) == len(steps):
        note = date_format(max(dates), pgettext("month format", "F Y"))
    elif dates:
        note = gettext("%(done)d of %(total)d") % {"done": len(dates), "total": len(steps)}
    else:
        note = gettext("to start")
    return PhaseProgress(str(phase.value), str(phase.label), len(dates), len(steps), note)
