"""The life of a sprint, verb by verb."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from maven.journal.models import Fact
from maven.journal.operations import verify
from maven.sprints import operations
from maven.sprints.models import Activity, Feedback, Sprint
from maven.sprints.operations import Proposal
from maven.sprints.queries import feelings_of, next_dates
from maven.toolbox.models import ActivityKind
from tests import cast

pytestmark = pytest.mark.django_db
LATER = cast.NOON + timedelta(hours=3)


def workshop(title="Atelier « Qui paie ? »", days=4.5):
    kind = ActivityKind.objects.shared().get(slug="atelier-thematique")
    return Proposal(kind=kind, title=title, days=days, reason="Parce que.")


def draft(mission, *proposals, starts_on=cast.TODAY, **fields):
    return operations.draft_sprint(
        mission=mission,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=21),
        capacity_days=14,
        proposals=proposals or [workshop()],
        by=cast.minh(),
        at=cast.NOON,
        **fields,
    )


def running(mission):
    return operations.adopt_sprint(sprint=draft(mission), by=cast.minh(), at=cast.NOON)


def verbs():
    return list(Fact.objects.order_by("pk").values_list("verb", flat=True))


def test_a_draft_takes_the_next_number_and_keeps_the_order_of_its_activities(paca):
    cast.sprint(paca, closed=True)
    made = draft(paca, workshop("Un"), workshop("Deux"))
    assert made.number == 2
    assert made.state == "drafted"
    assert [one.title for one in Activity.objects.of(made).by_rank()] == ["Un", "Deux"]


def test_there_is_one_draft_at_a_time(paca):
    draft(paca)
    with pytest.raises(operations.DraftAlreadyThere):
        draft(paca)


def test_redrafting_replaces_the_activities_and_keeps_the_needs(paca):
    made = draft(paca, needs={"asked": {"measure": 1}})
    made = operations.redraft(
        sprint=made, proposals=[workshop("Autre")], capacity_days=8, by=cast.minh(), at=LATER
    )
    assert made.capacity_days == 8
    assert made.needs == {"asked": {"measure": 1}}
    assert [one.title for one in Activity.objects.of(made)] == ["Autre"]


def test_the_plenary_adopts_the_draft(paca):
    made = running(paca)
    assert made.state == "adopted"
    assert made.adopted_by == cast.minh()
    assert verbs()[-1] == "sprint.adopted"


def test_a_second_sprint_is_not_adopted_while_one_runs(paca):
    running(paca)
    after = draft(paca, starts_on=cast.TODAY + timedelta(days=21))
    with pytest.raises(operations.SprintStillOpen):
        operations.adopt_sprint(sprint=after, by=cast.minh(), at=LATER)


def test_the_store_itself_refuses_two_running_sprints(paca):
    cast.sprint(paca, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        cast.sprint(paca, 2)


def test_two_missions_may_each_run_a_sprint(paca):
    running(paca)
    assert running(cast.elsewhere()).state == "adopted"


def test_an_empty_draft_is_not_adopted(paca):
    made = draft(paca)
    Activity.objects.of(made).delete()
    with pytest.raises(operations.NothingDrafted):
        operations.adopt_sprint(sprint=made, by=cast.minh(), at=LATER)


def test_a_sprint_is_adopted_once(paca):
    made = running(paca)
    with pytest.raises(operations.SprintNotRunning):
        operations.adopt_sprint(sprint=made, by=cast.minh(), at=LATER)


def test_an_activity_is_added_to_the_sprint_under_way(paca):
    made = running(paca)
    extra = operations.plan_activity(
        sprint=made, kind=workshop().kind, title="En plus", days=2, by=cast.minh(), at=LATER
    )
    assert extra.rank == 2


def test_finishing_twice_corrects_the_days_and_keeps_who_did_it_first(paca):
    activity = Activity.objects.of(running(paca)).get()
    operations.finish_activity(activity=activity, days_spent=5, by=cast.karim(), at=cast.NOON)
    operations.finish_activity(activity=activity, days_spent=4, by=cast.lucie(), at=LATER)
    activity.refresh_from_db()
    assert (activity.days_spent, activity.done_by, activity.done_at) == (
        4,
        cast.karim(),
        cast.NOON,
    )


def test_the_same_thing_is_shipped_once(paca):
    made = running(paca)
    for _ in range(2):
        operations.ship(sprint=made, title="Annuaire", by=cast.karim(), at=LATER)
    assert verbs().count("deliverable.shipped") == 1


def test_a_feeling_tells_neither_who_nor_when(paca):
    made = running(paca)
    operations.like(sprint=made, words="L'énergie", key="a" * 18, at=LATER)
    operations.dislike(sprint=made, words="Les horaires", key="b" * 18, at=LATER)
    columns = {field.name for field in Feedback._meta.get_fields()}
    assert columns == {"id", "sprint", "kind", "words", "given_on", "key", "group"}
    facts = Fact.objects.filter(verb="feedback.given")
    assert facts.count() == 2
    for fact in facts:
        assert (fact.subject_kind, fact.subject_pk) == ("sprints.sprint", made.pk)
        assert fact.details.by_id is None
        assert fact.details.particulars == {}
        assert (fact.at.hour, fact.at.minute, fact.at.second) == (0, 0, 0)
    assert verify(paca.chain).length


def test_a_feeling_sent_twice_counts_once(paca):
    made = running(paca)
    for _ in range(2):
        operations.like(sprint=made, words="Merci", key="a" * 18, at=LATER)
    assert Feedback.objects.of(made).count() == 1
    assert verbs().count("feedback.given") == 1


def test_feelings_are_shown_from_three_on_and_sorted_by_their_words(paca):
    made = running(paca)
    for index, words in enumerate(["Zèle", "accueil"]):
        operations.like(sprint=made, words=words, key=f"{index}" * 18, at=LATER)
    assert feelings_of(made).likes == []
    operations.dislike(sprint=made, words="Bruit", key="c" * 18, at=LATER)
    assert feelings_of(made).likes == []
    operations.reveal_feelings(sprint=made, by=cast.minh(), at=LATER)
    assert feelings_of(made).likes == ["accueil", "Zèle"]
    assert feelings_of(made).dislikes == ["Bruit"]


def test_a_tension_is_raised_then_resolved_once(paca):
    tension = operations.raise_tension(
        sprint=running(paca), desired="Tous", observed="Peu", by=cast.karim(), at=cast.NOON
    )
    for _ in range(2):
        operations.resolve_tension(tension=tension, by=cast.lucie(), at=LATER)
    assert verbs().count("tension.resolved") == 1


def test_the_agenda_is_told_only_when_it_changes(paca):
    made = running(paca)
    for _ in range(2):
        operations.set_agenda(sprint=made, agenda="Parler des ports", by=cast.minh(), at=LATER)
    assert verbs().count("agenda.set") == 1


def test_a_closed_sprint_keeps_what_it_was(paca):
    made = running(paca)
    activity = Activity.objects.of(made).get()
    operations.close_sprint(sprint=made, by=cast.minh(), at=LATER)
    who = {"by": cast.minh(), "at": LATER}
    for attempt in (
        lambda: operations.close_sprint(sprint=made, **who),
        lambda: operations.ship(sprint=made, title="Trop tard", **who),
        lambda: operations.finish_activity(activity=activity, days_spent=1, **who),
        lambda: operations.like(sprint=made, words="Oui", key="k" * 18, at=LATER),
        lambda: operations.set_agenda(sprint=made, agenda="Non", **who),
        lambda: operations.redraft(sprint=made, proposals=[], capacity_days=3, **who),
    ):
        with pytest.raises(operations.SprintNotRunning):
            attempt()


def test_the_next_sprint_starts_when_the_last_one_ends(paca):
    last = cast.sprint(paca)
    first, end = next_dates(paca, cast.TODAY)
    assert first == last.ends_on
    assert (end - first).days == paca.sprint_days
    later = last.ends_on + timedelta(days=9)
    assert next_dates(paca, later)[0] == later
    assert next_dates(cast.elsewhere(), cast.TODAY)[0] == cast.TODAY


def test_after_a_sprint_closed_early_the_next_one_need_not_wait_for_its_last_day(paca):
    last = cast.sprint(paca)
    operations.close_sprint(sprint=last, by=cast.minh(), at=LATER)
    closed = timezone.localdate(LATER)
    assert closed < last.ends_on
    assert next_dates(paca, cast.TODAY)[0] == max(cast.TODAY, closed)


def test_a_sprint_says_its_state(paca):
    assert str(cast.sprint(paca, 1, closed=True)).startswith("#")
    assert Sprint.objects.of(paca).closed().get().state == "closed"
