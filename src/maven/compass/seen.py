"""What was seen of each activity by itself: its days, who came, what it was worth, what it made."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Avg, Count

from maven.compass.learned_words import dimension_name, effects_of, number_said
from maven.sprints.models import Activity, Roti, Session, Sprint
from maven.toolbox.weighing import weigh


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One activity of a closed sprint; `came` is None where no session of it was held."""

    activity: Activity
    came: int | None
    worth: float | None
    shipped: int

    @property
    def expected(self) -> list[str]:
        """What the catalogue believes that it brings, out of 100: only what is not nothing."""
        brought = effects_of(weigh(self.activity.kind))
        return [
            f"{dimension_name(name)} {number_said(round(100 * effect))}"
            for name, effect in brought.items()
            if round(100 * effect)
        ]


def seen_in(sprints: Sequence[Sprint]) -> dict[int, list[Seen]]:
    """By the key of each sprint, in four queries however many there are."""
    found: dict[int, list[Seen]] = {one.pk: [] for one in sprints}
    if not sprints:
        return found
    activities = Activity.objects.filter(sprint__in=sprints).by_rank()
    came = _came(sprints)
    worth = _worth(sprints[0], sprints)
    made = dict(activities.annotate(made=Count("deliverables")).values_list("pk", "made"))
    for one in activities:
        found[one.sprint_id].append(
            Seen(activity=one, came=came.get(one.pk), worth=worth.get(one.pk), shipped=made[one.pk])
        )
    return found


def _came(sprints: Sequence[Sprint]) -> dict[int, int]:
    """By activity: those who were at its sessions, counted at each."""
    held = Session.objects.kept_on().filter(activity__sprint__in=sprints)
    found: dict[int, int] = {}
    for one in held.select_related("tally").annotate(came=Count("attendances")):
        tally = getattr(one, "tally", None)
        without = tally.without_account if tally else 0
        key = one.activity_id or 0
        found[key] = found.get(key, 0) + one.came + without  # type: ignore[attr-defined]
    return found


def _worth(one: Sprint, sprints: Sequence[Sprint]) -> dict[int, float]:
    """By activity: the mean mark of its sessions, of those that at least three people marked."""
    shown = Roti.objects.shown_in(one.mission).filter(session__activity__sprint__in=sprints)
    told = shown.values("session__activity").annotate(mean=Avg("mark")).order_by()
    return {row["session__activity"]: row["mean"] for row in told}
