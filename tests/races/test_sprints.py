"""At the same moment, in a sprint: one draft, one adoption, nothing after the closing."""

from datetime import timedelta

import pytest

from maven.journal.models import Fact
from maven.sprints import operations as sprints
from maven.sprints.models import Activity, Deliverable, Feedback, Sprint, Tension
from maven.toolbox.queries import kind_of
from tests import cast
from tests.races.racing import LATER, TOGETHER, at_once, did, facts, one_only

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_draft_is_laid_once(paca):
    act = did(
        sprints.draft_sprint,
        mission=paca,
        starts_on=cast.TODAY,
        ends_on=cast.TODAY + timedelta(days=21),
        capacity_days=14,
        by=cast.minh(),
        at=LATER,
    )

    assert one_only(at_once(act), "DraftAlreadyThere")
    assert Sprint.objects.count() == 1


def test_a_draft_is_adopted_once(paca, draft):
    assert one_only(
        at_once(did(sprints.adopt_sprint, sprint=draft, by=cast.minh(), at=LATER)),
        "SprintNotRunning",
    )
    assert facts(paca, "sprint.adopted") == 1


def test_a_draft_changed_while_it_is_adopted_is_the_one_that_was_adopted(paca, draft):
    kind, minh = kind_of(paca, "conference"), cast.minh()

    def act(n):
        if n == 0:
            sprints.adopt_sprint(sprint=draft, by=minh, at=LATER)
            return "adopted"
        laid = [sprints.Proposal(kind=kind, title=f"Veillée {n}", days=1)]
        sprints.redraft(sprint=draft, proposals=laid, capacity_days=9, by=minh, at=LATER)
        return "redrafted"

    told = at_once(act)

    assert set(told) <= {"adopted", "redrafted", "SprintNotRunning"}
    assert Activity.objects.of(draft).count() == 1
    (adoption,) = Fact.objects.of(paca.chain).with_verbs("sprint.adopted")
    changed = Fact.objects.of(paca.chain).with_verbs("sprint.redrafted")
    assert changed.count() == told.count("redrafted")
    assert not changed.filter(number__gt=adoption.number).exists()


def test_a_sprint_is_closed_once(paca, running):
    assert one_only(
        at_once(did(sprints.close_sprint, sprint=running, by=cast.minh(), at=LATER)),
        "SprintNotRunning",
    )
    assert facts(paca, "sprint.closed") == 1


def test_nothing_ships_after_the_closing_that_races_it(paca, running):
    minh = cast.minh()

    def act(n):
        if n == 0:
            sprints.close_sprint(sprint=running, by=minh, at=LATER)
            return "closed"
        sprints.ship(sprint=running, title=f"Carte {n}", by=minh, at=LATER)
        return "shipped"

    told = at_once(act)

    assert set(told) <= {"closed", "shipped", "SprintNotRunning"}
    assert Deliverable.objects.count() == told.count("shipped")
    (closing,) = Fact.objects.of(paca.chain).with_verbs("sprint.closed")
    after = Fact.objects.of(paca.chain).with_verbs("deliverable.shipped")
    assert not after.filter(number__gt=closing.number).exists()


def test_the_same_thing_ships_once(paca, running):
    act = did(sprints.ship, sprint=running, title="La carte", by=cast.minh(), at=LATER)

    assert at_once(act) == [True] * TOGETHER
    assert Deliverable.objects.count() == facts(paca, "deliverable.shipped") == 1


def test_activities_planned_together_have_ranks_of_their_own(paca, running):
    kind, minh = kind_of(paca, "conference"), cast.minh()

    def plan(n):
        sprints.plan_activity(
            sprint=running, kind=kind, title=f"Veillée {n}", days=1, by=minh, at=LATER
        )
        return True

    assert at_once(plan) == [True] * TOGETHER
    ranks = list(Activity.objects.of(running).by_rank().values_list("rank", flat=True))
    assert len(set(ranks)) == TOGETHER + 1


def test_an_activity_finished_by_all_keeps_who_did_it_first(paca, running):
    (activity,) = Activity.objects.of(running)
    people = [cast.minh(), cast.karim(), cast.lucie(), cast.odile()]

    def finish(n):
        sprints.finish_activity(activity=activity, days_spent=n + 1, by=people[n % 4], at=LATER)
        return True

    assert at_once(finish) == [True] * TOGETHER
    activity.refresh_from_db()
    told = list(Fact.objects.of(paca.chain).with_verbs("activity.finished").order_by("number"))
    first, last = told[0].details, told[-1].details
    assert activity.done_by_id == first.by_id
    assert activity.days_spent == last.particulars["days"]


def test_a_feeling_sent_twice_is_kept_once(paca, running):
    act = did(sprints.like, sprint=running, words="L'élan", key="k" * 24, at=LATER)

    assert at_once(act) == [True] * TOGETHER
    assert Feedback.objects.count() == facts(paca, "feedback.given") == 1


def test_a_tension_is_resolved_once(paca, running):
    minh = cast.minh()
    tension = sprints.raise_tension(
        sprint=running, desired="Ensemble", observed="Seuls", by=minh, at=cast.NOON
    )

    assert at_once(did(sprints.resolve_tension, tension=tension, by=minh, at=LATER)) == (
        [True] * TOGETHER
    )
    assert Tension.objects.count() == facts(paca, "tension.resolved") == 1


def test_the_same_agenda_is_told_once(paca, running):
    act = did(sprints.set_agenda, sprint=running, agenda="La suite", by=cast.minh(), at=LATER)

    assert at_once(act) == [True] * TOGETHER
    assert facts(paca, "agenda.set") == 1
