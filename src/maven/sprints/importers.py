"""What the sprints import: activities planned or held, from a table kept elsewhere."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from maven.intake import cells
from maven.intake.registry import (
    Added,
    Asked,
    Column,
    Importer,
    Line,
    Lines,
    Option,
    Outcome,
    Plan,
    Stays,
    Step,
    register,
)
from maven.intake.tables import normal
from maven.intake.troubles import Trouble, excerpt_of
from maven.missions.models import Mission
from maven.people.models import Person
from maven.sprints.models import Activity, Deliverable, Sprint
from maven.sprints.operations import finish_activity, plan_activity
from maven.toolbox.models import ActivityKind
from maven.toolbox.queries import kinds_by_slug

KIND = "sprints.activity"
MOST_DAYS = 200


def running_sprints(mission: Mission) -> list[tuple[str, str]]:
    found = Sprint.objects.of(mission).running().in_order()
    return [(str(one.number), _("Sprint %(number)d") % {"number": one.number}) for one in found]


def sprint_of(asked: Asked) -> Sprint | None:
    """The one chosen, if it is of the mission and under way."""
    number = asked.options.get("sprint", "")
    if not number.isascii() or not number.isdigit() or len(number) > 5:
        return None
    return Sprint.objects.of(asked.target).running().filter(number=int(number)).first()


def plan(lines: Lines, asked: Asked) -> Plan:
    """An activity of the same title in the sprint is there already."""
    sprint = sprint_of(asked)
    if sprint is None:
        trouble = Trouble(file=lines.file, sheet=lines.sheet, code="not-running")
        return Plan(steps=(), troubles=(trouble,))
    kinds = _kinds(asked.target)
    titles = {normal(one) for one in Activity.objects.of(sprint).values_list("title", flat=True)}
    steps: list[Step] = []
    troubles: list[Trouble] = []
    for line in lines.lines:
        title, kind = line.values["title"], kinds.get(normal(line.values["kind"]))
        wrong = _wrong(lines, line, kind)
        if wrong is not None or kind is None:
            troubles += [wrong] if wrong else []
            continue
        outcome = Outcome.SAME if normal(title) in titles else Outcome.NEW
        titles.add(normal(title))
        steps.append(Step(line=line.number, outcome=outcome, words=title, thing=(kind, line)))
    return Plan(steps=tuple(steps), troubles=tuple(troubles))


def _kinds(mission: Mission) -> dict[str, ActivityKind]:
    """The kinds by what people call them: their slug, their name in either language."""
    found: dict[str, ActivityKind] = {}
    for slug, kind in kinds_by_slug(mission).items():
        for name in (slug, kind.name_fr, kind.name_en):
            found.setdefault(normal(name), kind)
    return found


def _wrong(lines: Lines, line: Line, kind: ActivityKind | None) -> Trouble | None:
    if kind is None:
        return lines.trouble(line, "kind", "kind-unknown", excerpt_of(line.values["kind"]))
    if "spent" in line.values and not line.values.get("done"):
        return lines.trouble(line, "spent", "spent-alone", f"{line.values['spent']:g}")
    return None


def write(steps: Sequence[Step], asked: Asked, *, by: Person, at: datetime) -> list[Added]:
    sprint = sprint_of(asked)
    assert sprint is not None  # there is no step without one
    added = []
    for step in steps:
        kind, line = step.thing
        days = line.values.get("days", kind.effort_likely)
        activity = plan_activity(
            sprint=sprint, kind=kind, title=step.words, days=days, by=by, at=at
        )
        if line.values.get("done"):
            spent = line.values.get("spent", days)
            finish_activity(activity=activity, days_spent=spent, by=by, at=at)
        added.append(Added(line=step.line, kind=KIND, pk=activity.pk))
    return added


def undo(
    added: Sequence[Added], mission: Mission, *, made_at: datetime, by: Any, at: datetime
) -> list[Stays]:
    """What was held since, delivered something, or is in a sprint closed since, stays."""
    line_of = {one.pk: one.line for one in added}
    mine = Activity.objects.filter(sprint__mission=mission, pk__in=line_of)
    stays = []
    for one in mine.select_related("sprint", "kind").order_by("pk"):
        why = _why_it_stays(one, made_at)
        if why:
            stays.append(Stays(line=line_of[one.pk], words=one.title, why=why))
        else:
            one.delete()
    return stays


def _why_it_stays(activity: Activity, made_at: datetime) -> Any:
    if activity.sprint.closed_at is not None:
        return _("Its sprint is closed.")
    if activity.done_at not in {None, made_at}:
        return _("It was held since.")
    if Deliverable.objects.filter(activity=activity).exists():
        return _("Something was delivered from it.")
    return None


days = cells.number(least=0, most=MOST_DAYS)
register(
    Importer(
        name="activities",
        label=_("Activities"),
        says=_("Activities planned or held, one a line, added to the sprint under way."),
        columns=(
            Column(
                name="title",
                label=_("title"),
                cell=cells.words(160),
                needed=True,
                also=("titre", "action", "activité", "intitulé", "activity", "nom", "name"),
            ),
            Column(
                name="kind",
                label=_("kind of activity"),
                cell=cells.words(120),
                needed=True,
                also=("genre", "type", "genre d'activité", "catégorie", "kind of activity"),
            ),
            Column(
                name="days",
                label=_("person-days planned"),
                cell=days,
                also=("jours", "jours prévus", "jours-personnes", "prévu", "planned", "days"),
            ),
            Column(
                name="done",
                label=_("held (yes or no)"),
                cell=cells.yes_no,
                also=("faite", "fait", "tenue", "tenu", "réalisée", "held", "finished"),
            ),
            Column(
                name="spent",
                label=_("person-days spent"),
                cell=days,
                also=("jours passés", "passés", "réel", "consommé", "days spent", "jours réels"),
            ),
        ),
        options=(Option(name="sprint", label=_("Sprint"), choices=running_sprints),),
        most_rows=500,
        plan=plan,
        write=write,
        undo=undo,
    )
)
