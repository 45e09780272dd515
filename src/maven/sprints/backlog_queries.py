"""What the page of the reserve shows, in a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.db.models import Count

from maven.missions.models import Mission
from maven.people.folding import words_of
from maven.people.models import Person
from maven.sprints.models import Activity, BacklogItem, Sprint, Tension
from maven.sprints.models.backlog_item import BacklogItemQuerySet

A_PAGE = 50
TO_SORT_AT_ONCE = 10
CLOSEST = 8
State = BacklogItem.State
STANDING = (State.ACCEPTED, State.NEW, State.LATER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An item as the list shows it; `place` is its place in the order, from one."""

    item: BacklogItem
    place: int | None = None
    on_table: bool = False

    @property
    def key(self) -> str:
        """For addresses inside the page: French would group the digits of a number."""
        return str(self.item.pk)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToSort:
    """An item that waits, with those that it may repeat, the closest first."""

    item: BacklogItem
    closest: list[BacklogItem] = field(default_factory=list)
    others: list[BacklogItem] = field(default_factory=list)

    @property
    def key(self) -> str:
        return str(self.item.pk)


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What waits to be sorted: the oldest first, some at a time."""

    rows: list[ToSort]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.rows)


def counts_of(mission: Mission) -> dict[str, int]:
    """How many there are in each state."""
    told = BacklogItem.objects.of(mission).values_list("state").annotate(count=Count("pk"))
    return dict.fromkeys(State.values, 0) | dict(told.order_by("state"))


def places_of(mission: Mission) -> dict[int, int]:
    """The place of each accepted item in the one order, from one."""
    order = BacklogItem.objects.of(mission).accepted().in_order().values_list("pk", flat=True)
    return {pk: place for place, pk in enumerate(order, start=1)}


class Known(Paginator[BacklogItem]):
    """Of a list whose length is known already."""

    def __init__(self, items: BacklogItemQuerySet, known: int | None) -> None:
        super().__init__(items, A_PAGE)
        if known is not None:
            self.count = known


def listed(
    mission: Mission, *, state: str, kind: str, number: str | int | None, counts: dict[str, int]
) -> Page[BacklogItem]:
    """A page of the items in one state: accepted ones in their order, others the latest first."""
    found = BacklogItem.objects.of(mission).in_state(state).with_all_it_shows()
    found = found.of_kind(kind) if kind else found
    found = found.in_order() if state == State.ACCEPTED else found.latest_settled_first()
    return Known(found, None if kind else counts[state]).get_page(number)


def rows_of(page: Page[BacklogItem], places: dict[int, int], draft: Sprint | None) -> list[Row]:
    laid: set[int | None] = set()
    if draft:
        laid = set(Activity.objects.of(draft).values_list("item", flat=True))
    return [
        Row(item=one, place=places.get(one.pk), on_table=one.pk in laid) for one in page.object_list
    ]


def page_with(item: int, places: dict[int, int]) -> int:
    """The page of the whole order that shows this item."""
    return (places.get(item, 1) - 1) // A_PAGE + 1


def intake_of(mission: Mission, *, total: int, whole: int | None = None) -> Intake:
    """`whole`: the item beside which every title is proposed, not the closest only."""
    if not total:
        return Intake(rows=[], total=0)
    new = BacklogItem.objects.of(mission).new().with_all_it_shows().oldest_first()
    standing = BacklogItem.objects.of(mission).in_state(*STANDING).in_order()
    known = [(one, stems(one.title)) for one in standing.only("pk", "title", "state", "rank")]
    return Intake(
        rows=[_to_sort(one, known, whole=one.pk == whole) for one in new[:TO_SORT_AT_ONCE]],
        total=total,
    )


def _to_sort(
    item: BacklogItem, known: Sequence[tuple[BacklogItem, frozenset[str]]], *, whole: bool
) -> ToSort:
    mine = stems(item.title)
    nearness = {one.pk: closeness(mine, theirs) for one, theirs in known if one.pk != item.pk}
    others = [one for one, _theirs in known if one.pk != item.pk]
    others.sort(key=lambda one: -nearness[one.pk])
    closest = [one for one in others[:CLOSEST] if nearness[one.pk] > 0]
    rest = others[len(closest) :]
    return ToSort(
        item=item, closest=closest, others=rest if whole else rest[: CLOSEST - len(closest)]
    )


def stems(title: str) -> frozenset[str]:
    """Words of four letters or more, without accents nor endings: enough to bring two titles near."""
    return frozenset(word[:6] for word in words_of(title) if len(word) > 3)


def closeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the words of both that is in each, in [0, 1]."""
    return len(one & other) / len(one | other) if one & other else 0.0


def mine_of(mission: Mission, person: Person) -> list[BacklogItem]:
    """What she proposed and what was answered, the latest first."""
    mine = BacklogItem.objects.proposed_by_person(person, mission)
    return list(mine.select_related("duplicate_of", "settled_by", "sprint")[:TO_SORT_AT_ONCE])


def outside_of(mission: Mission) -> list[Tension]:
    """Tensions still open that are not in the reserve."""
    inside = BacklogItem.objects.of(mission).exclude(tension=None).values("tension")
    return list(Tension.objects.of(mission).unresolved().exclude(pk__in=inside).in_order()[:A_PAGE])


def draft_to_fill(mission: Mission) -> Sprint | None:
    return Sprint.objects.of(mission).drafted().first()
