"""What the plenary sees: the combination, its effect, its days, what it breaks, who wants what.

Plain Python and a constant number of queries: the wall asks again every two seconds.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, Max, Sum

from maven.method.coverage import DIMENSIONS, Kind, Needs, coverage, parts, points
from maven.method.coverage.parts import Points
from maven.people.models import Person
from maven.sprints.against import against, against_words
from maven.sprints.models import Activity, Availability, BacklogItem, Sprint, Wish
from maven.sprints.queries import learned_in, needs_of
from maven.sprints.table import Table, dimension_labels, table_of
from maven.toolbox.models import ActivityKind
from maven.toolbox.weighing import weigh

NONE: Points = (0, 0, 0, 0)
SHOWN_BESIDE = 12
MOST_ITEMS = 20
LONGEST_KEY = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What an activity brings: four reasons, in points out of 100 of what is needed."""

    points: Points = NONE
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def value(self) -> int:
        return sum(self.points)

    @property
    def reasons(self) -> list[tuple[str, int]]:
        return [(self.labels[name], p) for name, p in zip(DIMENSIONS, self.points, strict=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something that people may want: on the table, or beside it."""

    key: str  # "k12" a kind, "i12" an item of the reserve
    kind: ActivityKind | None
    title: str
    days: float | None
    worth: Worth
    wishes: int = 0
    mine: bool = False
    activity: Activity | None = None
    item: BacklogItem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """The plenary at one moment."""

    sprint: Sprint
    table: Table
    laid: list[Candidate]
    beside: list[Candidate]
    total: Worth
    against: list[str]
    wishers: int
    offered: "Offered"

    @property
    def measured(self) -> bool:
        return self.table.coverage is not None

    @property
    def answered(self) -> int:
        """Out of 100, as the wall shows it: the four reasons of what is on the table, added up."""
        return self.total.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """How many people said how many days they give, and how many these are."""

    people: int
    days: float


def wall_of(
    sprint: Sprint,
    person: Person | None = None,
    *,
    activities: Sequence[Activity] | None = None,
) -> Wall:
    """`person` has her own wishes marked; the activities are read unless they were already."""
    if activities is None:
        activities = list(Activity.objects.of(sprint).by_rank())
    wishes = list(Wish.objects.of(sprint).living().values_list("kind", "item", "person"))
    counts = Counter(key_from(kind, item) for kind, item, _ in wishes)
    mine = {key_from(kind, item) for kind, item, who in wishes if person and who == person.pk}
    needs = needs_of(sprint)
    learned, labels = learned_in(sprint), dimension_labels(needs)
    weighed = [weigh(one.kind, learned=learned) for one in activities]
    told = worths(weighed, needs)
    names = {one.kind.slug: one.title for one in activities}
    laid = [
        Candidate(
            key=key_of(one),
            kind=one.kind,
            title=one.title,
            days=one.days_planned,
            worth=Worth(points=worth, labels=labels),
            wishes=counts.get(key_of(one), 0),
            mine=key_of(one) in mine,
            activity=one,
        )
        for one, worth in zip(activities, told, strict=True)
    ]
    return Wall(
        sprint=sprint,
        table=table_of(sprint, activities),
        laid=laid,
        beside=[
            replace(
                one,
                worth=Worth(
                    points=added(weigh(one.kind, learned=learned), weighed, needs)
                    if one.kind
                    else NONE,
                    labels=labels,
                ),
                wishes=counts.get(one.key, 0),
                mine=one.key in mine,
            )
            for one in beside_of(sprint, activities, counts, mine)
        ],
        total=Worth(points=summed(told), labels=labels),
        against=[against_words(one, names) for one in against(sprint, activities)],
        wishers=len({who for _, _, who in wishes}),
        offered=offered_of(sprint),
    )


def worths(kinds: Sequence[Kind], needs: Needs | None) -> tuple[Points, ...]:
    """The four reasons of each, in whole points; nobody looked at the needs: nothing is told."""
    return points(parts(kinds, needs)) if needs else (NONE,) * len(kinds)


def summed(told: Sequence[Points]) -> Points:
    columns = zip(*told, strict=True) if told else [(), (), (), ()]
    one, two, three, four = (sum(column) for column in columns)
    return one, two, three, four


def added(kind: Kind, there: Sequence[Kind], needs: Needs | None) -> Points:
    """What one more would add to what is on the table, in whole points."""
    if needs is None:
        return NONE
    before, after = coverage(there, needs), coverage([*there, kind], needs)
    whole = sum(w * d for w, d in zip(needs.weights, needs.asked, strict=True))
    gains = [
        w * (min(b.asked, b.brought) - min(a.asked, a.brought)) / whole if whole else 0.0
        for w, a, b in zip(needs.weights, before.answers, after.answers, strict=True)
    ]
    return points([(gains[0], gains[1], gains[2], gains[3])])[0]


def key_of(activity: Activity) -> str:
    """What is wanted when this activity is: the item that it answers, or else its kind."""
    return f"i{activity.item_id}" if activity.item_id else f"k{activity.kind_id}"


def key_from(kind: int | None, item: int | None) -> str:
    return f"i{item}" if item else f"k{kind}"


def mine_of(sprint: Sprint, person: Person) -> list[str]:
    """What this person wants, by key."""
    mine = Wish.objects.of(sprint).by_person(person).living().order_by("pk")
    return [key_from(kind, item) for kind, item in mine.values_list("kind", "item")]


def offered_of(sprint: Sprint) -> Offered:
    found = Availability.objects.of(sprint).aggregate(people=Count("pk"), days=Sum("days"))
    return Offered(people=found["people"], days=round(found["days"] or 0.0, 2))


def beside_of(
    sprint: Sprint,
    activities: Sequence[Activity],
    counts: Mapping[str, int],
    mine: Collection[str] = (),
) -> list[Candidate]:
    """What is not on the table: wanted, then first in the reserve, then proposed or there before.

    Whatever somebody wants is never left out of her own list: it is there that she takes it back.
    """
    laid = {key_of(one) for one in activities}
    slugs = [slug for slug in sprint.aside if slug not in {one.kind.slug for one in activities}]
    order = {slug: place for place, slug in enumerate(slugs)}
    wanted = [int(key[1:]) for key in counts if key[0] == "k" and key not in laid]
    kinds = list(ActivityKind.objects.of(sprint.mission).among(slugs, wanted))
    kinds.sort(key=lambda kind: (order.get(kind.slug, len(order)), kind.number))
    asked = [int(key[1:]) for key in counts if key[0] == "i" and key not in laid]
    items = BacklogItem.objects.of(sprint.mission).accepted().asked_first(asked)
    found = [
        Candidate(
            key=f"i{one.pk}",
            kind=one.kind_of_activity,
            title=one.title,
            days=one.kind_of_activity.effort_likely if one.kind_of_activity else None,
            worth=Worth(),
            item=one,
        )
        for one in items.select_related("kind_of_activity", "mission")[: MOST_ITEMS + len(asked)]
        if f"i{one.pk}" not in laid
    ]
    found += [
        Candidate(
            key=f"k{kind.pk}",
            kind=kind,
            title=kind.name,
            days=kind.effort_likely,
            worth=Worth(),
        )
        for kind in kinds
    ]
    found.sort(key=lambda one: -counts.get(one.key, 0))
    return found[:SHOWN_BESIDE] + [one for one in found[SHOWN_BESIDE:] if one.key in mine]


def thing_named(sprint: Sprint, key: str) -> ActivityKind | BacklogItem | None:
    """What a key stands for, in this mission only."""
    sort, number = key[:1], key[1:]
    if not number.isascii() or not number.isdigit() or len(number) > LONGEST_KEY:
        return None
    if sort == "i":
        return BacklogItem.objects.of(sprint.mission).accepted().filter(pk=int(number)).first()
    if sort == "k":
        return ActivityKind.objects.of(sprint.mission).filter(pk=int(number)).first()
    return None


def version_of(sprint: Sprint, *, wishes: bool = True) -> str:
    """Another one for each state of the table: rows only come with higher keys, so that the number
    of rows and the highest key tell two states apart; what is in the reserve may also move."""
    told: list[Any] = [sprint.state, f"{sprint.capacity_days:g}", sprint.starts_on, sprint.ends_on]
    closed = "".join(sprint.closed_days).replace("-", "")
    told += [closed, *_seen(Activity.objects.of(sprint))]
    told += _seen(BacklogItem.objects.of(sprint.mission).accepted(), places=Sum("rank"))
    if wishes:
        told += [*_seen(Wish.objects.of(sprint)), *offered_told(sprint)]
    return "-".join(str(one) for one in told)


def _seen(rows: Any, **more: Sum) -> list[int]:
    found = rows.aggregate(number=Count("pk"), last=Max("pk"), **more)
    return [value or 0 for value in found.values()]


def offered_told(sprint: Sprint) -> list[Any]:
    offered = offered_of(sprint)
    return [offered.people, f"{offered.days:g}"]
