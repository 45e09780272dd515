"""Where the mission is: phases A to C as a quay, each sprint a wave, the handover an anchor."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from maven.missions.models import Mission
from maven.missions.preparation import phases_of
from maven.sprints.models import Sprint
from maven.ui.charts import PhaseMark, SprintWave, progress_waves
from maven.ui.days import day, short_day

WAVES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The drawing, and the same as a list of sentences."""

    drawing: str
    sentences: list[str]
    handover: str = ""


def progress_of(mission: Mission, sprints: list[Sprint], *, on: date) -> Progress:
    """Each sprint comes with how many deliverables it has, in `shipped`."""
    marks, sentences = [], []
    short = {
        "A": pgettext("short name of a phase", "Launch"),
        "B": pgettext("short name of a phase", "Tools"),
        "C": pgettext("short name of a phase", "Kick-off"),
    }
    for phase in phases_of(mission):
        done = phase.done >= phase.total
        note = phase.note or _("%(done)s of %(total)s") % {"done": phase.done, "total": phase.total}
        name = short.get(phase.letter, phase.name)
        marks.append(PhaseMark(name=f"{phase.letter} · {name}", note=note, done=done))
        state = _("done") if done else _("under way")
        sentences.append(f"{phase.letter}, {phase.name} : {state}, {note}")
    waves = []
    for sprint in _shown(mission, sprints, on):
        name = _("Sprint %(number)s") % {"number": sprint.number}
        note, elapsed = _note(sprint, getattr(sprint, "shipped", 0), on)
        waves.append(SprintWave(name=name, note=note, elapsed=elapsed))
        sentences.append(f"{name} : {note}")
    handover = date_format(mission.handed_over_on, "F Y") if mission.handed_over_on else ""
    told = _handover(mission, on)
    if told:
        sentences.append(told)
    drawing = progress_waves(marks, waves, handover=handover)
    return Progress(drawing=drawing, sentences=sentences, handover=told)


def _handover(mission: Mission, on: date) -> str:
    if mission.handed_over_on is None:
        return ""
    told = {"day": day(mission.handed_over_on)}
    if mission.is_handed_over(on=on):
        return _("Handed over on %(day)s.") % told
    return _("Handover planned on %(day)s.") % told


def _shown(mission: Mission, sprints: list[Sprint], on: date) -> list[Sprint]:
    """The last sprints, then those to come at the mission's pace, five waves in all."""
    shown = sprints[-WAVES:]
    while len(shown) < WAVES:
        start = max(shown[-1].ends_on if shown else on, on if not shown else shown[-1].ends_on)
        shown = [
            *shown,
            Sprint(
                mission=mission,
                number=(shown[-1].number if shown else 0) + 1,
                starts_on=start,
                ends_on=start + timedelta(days=mission.sprint_days),
            ),
        ]
    return shown


def _note(sprint: Sprint, shipped: int, on: date) -> tuple[str, float]:
    if sprint.closed_at:
        told = ngettext("%(count)s shipped", "%(count)s shipped", shipped) % {"count": shipped}
        return told, 1.0
    if sprint.adopted_at:
        week, weeks = sprint.week_on(on)
        length = (sprint.ends_on - sprint.starts_on).days
        share = min(1.0, max(0.0, (on - sprint.starts_on).days / length))
        return _("week %(week)s of %(weeks)s") % {"week": week, "weeks": weeks}, share
    return short_day(sprint.starts_on), 0.0
