"""The draft as it lies on the table: the days against the capacity, the needs against what is done."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import pgettext

from maven.method.coverage import DIMENSIONS, Coverage, Needs, effects
from maven.sprints.models import Activity, Sprint
from maven.sprints.queries import covered_by, learned_in, needs_of
from maven.toolbox.models import ActivityKind
from maven.toolbox.weighing import NOTHING_LEARNED, Learned, weigh
from maven.ui.charts import Need

type Row = tuple[Activity, dict[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    days: float
    capacity: float
    rows: list[Row]
    needs: list[Need]
    coverage: Coverage | None

    @property
    def excess(self) -> float:
        return round(max(0.0, self.days - self.capacity), 2)

    @property
    def figures(self) -> list[tuple[str, int, int]]:
        """The bars in figures, for the table beside them: name, brought, asked, out of 100."""
        return [(one.label, round(100 * one.covered), round(100 * one.need)) for one in self.needs]


def table_of(sprint: Sprint, activities: Sequence[Activity]) -> Table:
    needs = needs_of(sprint)
    learned = learned_in(sprint)
    found = covered_by(activities, needs, learned) if needs else None
    full = float(sprint.needs.get("full", 1.0))
    return Table(
        days=round(sum(one.days_planned for one in activities), 2),
        capacity=sprint.capacity_days,
        rows=[(one, shares_of(one.kind, needs, full=full, learned=learned)) for one in activities],
        needs=need_bars_of(found, needs, full=full) if found and needs else [],
        coverage=found,
    )


def shares_of(
    kind: ActivityKind, needs: Needs | None, *, full: float, learned: Learned = NOTHING_LEARNED
) -> dict[str, float]:
    """What one activity adds to each bar, out of 100: the script sums them as people tick."""
    brought = effects(weigh(kind, learned=learned), needs) if needs else (0.0, 0.0, 0.0, 0.0)
    return {
        name: round(100 * effect / full, 2)
        for name, effect in zip(DIMENSIONS, brought, strict=True)
    }


def dimension_labels(needs: Needs | None) -> dict[str, str]:
    """The four dimensions in words; the first says to which side the need leans."""
    opening = needs is not None and needs.direction < 0
    return {
        "direction": pgettext("dimension", "Explore")
        if opening
        else pgettext("dimension", "Converge"),
        "measure": pgettext("dimension", "Measure"),
        "engage": pgettext("dimension", "Engage"),
        "connect": pgettext("dimension", "Connect"),
    }


def need_bars_of(found: Coverage, needs: Needs, *, full: float) -> list[Need]:
    """The bars; at the end of one, `full`, there would be nothing else to do."""
    labels = dimension_labels(needs)
    return [
        Need(
            key=answer.dimension,
            label=labels[answer.dimension],
            covered=min(1.0, answer.brought / full),
            need=min(1.0, answer.asked / full),
        )
        for answer in found.answers
    ]
