"""The steps of phase C, ticked from what there is: a kick-off, a reserve, first actions."""

from datetime import datetime

from django.db.models import Min, OuterRef, Subquery
from django.db.models.functions import Now

from maven.missions.models import Mission
from maven.missions.ticking import tells
from maven.sprints.models import BacklogItem, Session

State = BacklogItem.State


STEPS = ("toolbox", "backlog", "first-actions")


@tells(*STEPS)
def kick_off_steps(mission: Mission) -> dict[str, datetime | None]:
    """One query: the toolbox is presented once a kick-off is over, the reserve open with what first
    came in, the first actions chosen once something is kept."""
    items = BacklogItem.objects.of(OuterRef("pk"))  # type: ignore[arg-type]
    kept = items.in_state(State.ACCEPTED, State.TAKEN)
    kick_offs = Session.objects.kept_on().filter(
        mission=OuterRef("pk"), kind=Session.Kind.KICK_OFF, ends_at__lte=Now()
    )
    told = (
        Mission.objects.filter(pk=mission.pk)
        .annotate(
            presented=Subquery(kick_offs.order_by("ends_at").values("ends_at")[:1]),
            opened=Subquery(items.order_by("proposed_at").values("proposed_at")[:1]),
            chosen=Subquery(
                kept.order_by("mission")
                .values("mission")
                .annotate(at=Min("settled_at"))
                .values("at")
            ),
        )
        .values_list("presented", "opened", "chosen")
        .get()
    )
    return dict(zip(STEPS, told, strict=True))
