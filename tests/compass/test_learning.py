"""The toolbox learns: closed sprints correct the marks, carefully, and proposals count with them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from maven.compass.experience import points_of_one
from maven.compass.learned import learned_for
from maven.compass.lessons import lessons_of
from maven.compass.models import Reading
from maven.compass.operations import suggest_activities, take_learning
from maven.compass.proposal import choice_of
from maven.compass.readers import REACTIONS
from maven.compass.suggestions import inputs_of
from maven.compass.tasks import keep_state, learn
from maven.journal.models import Chain, Fact
from maven.sprints.models import Activity, Deliverable, Roti, Session, SessionTally, Sprint
from maven.sprints.queries import learned_in
from maven.toolbox import operations as toolbox
from maven.toolbox.models import ActivityKind
from maven.toolbox.queries import kinds_by_slug
from maven.toolbox.weighing import weigh
from tests import cast
from tests.compass.brute import best_of_all
from tests.compass.test_choosing import HERE, at_once  # noqa: F401
from tests.compass.test_four_reasons import add_up, proposed
from tests.compass.test_state import reading as landscape

pytestmark = [pytest.mark.django_db, pytest.mark.any_store]
PAGE = "/m/paca/boite-a-outils/apprentissage/"
KIND = "matchmaking"
AT, DAY = cast.NOON + timedelta(days=200), timedelta(days=1)


def gauge(value, width=0.0):
    bounds = (value - width, value + width) if width else (None, None)
    return {"value": value, "low": bounds[0], "high": bounds[1]}


def state(mission, at, **gauges):
    return Reading.objects.create(
        mission=mission,
        kind=Reading.Kind.STATE,
        taken_at=at,
        algorithm="state-1",
        fingerprint=at.isoformat(),
        result={"gauges": gauges},
    )


def lived(mission, number, *, slugs=(KIND,), engagement=None, held=True):
    """A closed sprint of twenty days; the engagement as it was measured at its end."""
    begun = cast.NOON + (number - 1) * 21 * DAY
    sprint = cast.sprint(mission, number, closed=True, starts_on=begun.date())
    over = begun + 20 * DAY
    Sprint.objects.filter(pk=sprint.pk).update(adopted_at=begun, closed_at=over)
    for slug in slugs:
        kind = ActivityKind.objects.of(mission).get(slug=slug)
        Activity.objects.create(
            sprint=sprint,
            kind=kind,
            title=kind.name_fr,
            days_planned=3,
            days_spent=3.5,
            done_at=over if held else None,
        )
    if engagement is not None:
        state(mission, over, engagement=gauge(engagement))
    return Sprint.objects.get(pk=sprint.pk)


def rising(mission, sprints, *, step=20.0, **more):
    """The engagement rises by so many points in each sprint but the first."""
    for number in range(1, sprints + 1):
        lived(mission, number, engagement=5 + (number - 1) * step, **more)
    return take_learning(mission=mission, at=AT)


def belief(reading, slug=KIND, dimension="engage"):
    told = reading.result["beliefs"]
    return next(one for one in told if (one["slug"], one["dimension"]) == (slug, dimension))


def test_before_the_first_closed_sprint_the_page_says_what_will_be_learnt_and_from_what(as_, paca):
    assert take_learning(mission=paca, at=AT) is None
    page = as_(cast.karim()).get(PAGE).content.decode()
    assert "Ce qui sera appris, et de quoi" in page
    assert "rien n’en est encore appris" in as_(cast.karim()).get(kind_page()).content.decode()


def kind_page(slug=KIND):
    return f"/m/paca/boite-a-outils/{slug}/"


def test_a_kind_that_did_better_than_expected_rises(paca):
    found = belief(rising(paca, 4))
    assert found["mean"] > found["prior"] + 0.1
    assert found["seen"] == 3  # the first has nothing to be set against
    worse = cast.elsewhere()
    for number in range(1, 5):
        lived(worse, number, engagement=40 - 10 * number)
    assert belief(take_learning(mission=worse, at=AT))["mean"] < found["prior"]


def test_one_observation_moves_little_and_proposals_do_not_count_with_it(paca):
    once = rising(paca, 2)
    found = belief(once)
    surprise = 20 / points_of_one("engage") - found["prior"]
    assert 0 < found["mean"] - found["prior"] < surprise / 3
    assert not once.result["in_use"]
    assert learned_for(paca, kinds_by_slug(paca)) == {}


def test_without_states_nothing_is_pretended(as_, paca):
    lived(paca, 1)
    found = take_learning(mission=paca, at=AT)
    assert found.result["beliefs"] == []
    assert found.result["taught"] == 0
    assert {one["missing"] for one in found.result["sprints"][0]["changes"]} == {"start"}
    page = as_(cast.minh()).get(PAGE).content.decode()
    assert "Pas mesuré" in page
    assert "Rien n’est encore appris des types" in page


def test_what_was_planned_and_not_held_is_not_learnt_of(paca):
    assert rising(paca, 4, held=False).result["beliefs"] == []


def test_the_same_landscape_looked_at_twice_shows_no_change(paca):
    """Only what was measured anew, and of the same consultation, may be set against the start."""
    sprint = lived(paca, 1)
    start, over = sprint.adopted_at, sprint.closed_at
    one, other = cast.consultation(paca), cast.consultation(paca, "Autre question ?")

    def missing():
        told = take_learning(mission=paca, at=AT).result["sprints"][0]["changes"]
        return [change["missing"] for change in told[:2]]

    state(paca, start, convergence=gauge(20, 5), understanding=gauge(40, 9))
    assert missing() == ["end", "end"]
    state(paca, over, convergence=gauge(20, 5), understanding=gauge(50, 9))
    landscape(paca, one, 0.2, at=start)
    assert missing() == ["again", "again"]
    newer = landscape(paca, other, 0.3, at=start + DAY)
    assert missing() == ["other", "again"]
    Reading.objects.filter(pk=newer.pk).update(consultation=one)
    assert missing() == ["", "again"]


def test_a_wide_interval_teaches_less_than_a_narrow_one(paca):
    sprint = lived(paca, 1)
    one = cast.consultation(paca)
    landscape(paca, one, 0.2, at=sprint.adopted_at)
    landscape(paca, one, 0.4, at=sprint.closed_at)
    start = state(paca, sprint.adopted_at, convergence=gauge(20, 30))
    state(paca, sprint.closed_at, convergence=gauge(40, 30))
    wide = belief(take_learning(mission=paca, at=AT), dimension="direction")
    start.result = {"gauges": {"convergence": gauge(20, 2)}}
    start.save()
    narrow = belief(take_learning(mission=paca, at=AT + DAY), dimension="direction")
    assert narrow["evidence"] > wide["evidence"] > 0


def test_the_same_experience_is_learnt_once(paca):
    first = rising(paca, 2)
    assert take_learning(mission=paca, at=AT + DAY) == first
    assert Fact.objects.filter(verb="learning.taken").count() == 1
    lived(paca, 3, engagement=60)
    assert take_learning(mission=paca, at=AT + DAY) != first


def test_the_proposal_counts_with_what_was_learnt_and_stays_the_best_of_all(as_, send, paca):
    rising(paca, 4)
    learned = learned_for(paca, kinds_by_slug(paca))
    assert set(learned) == {KIND}
    made, choice = proposed(paca, 14)
    assert made.needs["learned"] == learned
    inputs = inputs_of(paca, days=14, at=timezone.now())
    slugs, total = best_of_all(inputs)
    assert set(made.result["best"]["slugs"]) == slugs
    assert made.result["best"]["total"] == pytest.approx(total, abs=1e-4)
    add_up(choice)
    ticked = choice_of(made, kinds_by_slug(paca), capacity=14, ticked=[KIND])
    card = next(card for card in ticked.cards if card.ticked)
    assert "Appris ici" in card.reason
    as_(cast.minh())
    send(HERE, {"act": "propose", "jours": "14", "k": [KIND]})
    draft = Sprint.objects.of(paca).drafted().get()
    assert learned_in(draft) == learned
    kind = kinds_by_slug(paca)[KIND]
    assert weigh(kind, learned=learned_in(draft)).engage > weigh(kind).engage


def test_a_proposal_made_before_has_the_marks_of_the_catalogue(paca):
    made = suggest_activities(mission=paca, days=14, by=None, at=timezone.now())
    made.needs.pop("learned")
    choice = choice_of(made, kinds_by_slug(paca), capacity=14)
    assert not any("Appris ici" in card.reason for card in choice.cards)


def test_a_corrected_kind_restarts_from_its_new_marks(as_, paca):
    rising(paca, 4)
    kind = ActivityKind.objects.of(paca).get(slug=KIND)
    toolbox.correct_kind(mission=paca, kind=kind, changes={"engage": 0.5}, by=cast.minh(), at=AT)
    assert learned_for(paca, kinds_by_slug(paca)) == {}
    assert "repart" in as_(cast.karim()).get(kind_page()).content.decode()
    assert lessons_of(paca).lessons == []
    anew = belief(take_learning(mission=paca, at=AT + DAY))
    own = kinds_by_slug(paca)[KIND]
    assert anew["prior"] == pytest.approx(weigh(own).engage / 4)
    assert set(learned_for(paca, kinds_by_slug(paca))) == {KIND}


def test_the_worker_keeps_the_start_and_the_end_and_learns_from_them(monkeypatch, paca):
    asked = []
    monkeypatch.setattr(type(keep_state), "enqueue", lambda job, *args: asked.append((job, args)))
    sprint = cast.sprint(paca, 1)
    chain = Chain.objects.get(name=paca.chain)
    for verb in ("sprint.adopted", "sprint.closed", "state.taken", "activity_kind.corrected"):
        fact = Fact(chain=chain, verb=verb, at=AT, subject_pk=sprint.pk)
        REACTIONS[verb](fact)
    told = [(job.name, args[-1]) for job, args in asked if job.name != "suggest"]
    assert told == [
        ("keep_state", (AT - timedelta(microseconds=1)).isoformat()),
        ("keep_state", AT.isoformat()),
        *[("learn", paca.pk)] * 3,
    ]


def test_the_job_of_a_mission_that_is_gone_does_nothing(paca):
    learn.func(0)
    learn.func(paca.pk)
    assert not Reading.objects.learnings().exists()


def test_each_activity_shows_its_own_days_people_marks_and_deliverables(as_, paca):
    sprint = lived(paca, 1)
    activity = Activity.objects.of(sprint).get()
    session = Session.objects.create(
        mission=paca,
        activity=activity,
        sprint=sprint,
        kind="activity",
        title="Une séance",
        starts_at=sprint.adopted_at,
        ends_at=sprint.adopted_at + timedelta(hours=2),
        opened_at=cast.NOON,
        changed_at=cast.NOON,
    )
    SessionTally.objects.create(session=session, without_account=17, noted_at=cast.NOON)
    Deliverable.objects.create(
        sprint=sprint, activity=activity, title="Une charte", shipped_at=sprint.closed_at
    )
    for mark in (4, 5):
        Roti.objects.create(session=session, mark=mark, given_on=cast.TODAY)
    (seen,) = lessons_of(paca).sprints[0].seen
    assert (seen.came, seen.worth, seen.shipped) == (17, None, 1)  # two marks would tell who
    Roti.objects.create(session=session, mark=3, given_on=cast.TODAY)
    (seen,) = lessons_of(paca).sprints[0].seen
    assert seen.worth == 4
    assert '<td class="num">17</td>' in as_(cast.karim()).get(PAGE).content.decode()


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_page_costs_the_same_at_one_sprint_and_at_eight(
    as_, paca, language, django_assert_max_num_queries
):
    rising(paca, 1)
    reader = as_(cast.karim())
    with django_assert_max_num_queries(15):
        assert reader.get(language + PAGE).status_code == 200
    for number in range(2, 9):
        slugs = [kind.slug for kind in ActivityKind.objects.shared().order_by("slug")[:20]]
        lived(paca, number, slugs=[KIND, *slugs], engagement=10 * number)
    take_learning(mission=paca, at=AT)
    with django_assert_max_num_queries(15):
        page = reader.get(language + PAGE).content.decode()
    assert ("ne suffisent pas" in page) is not bool(language)
    with django_assert_max_num_queries(15):
        reader.get(language + kind_page())


def test_a_closed_mission_shows_what_it_learnt_to_nobody_else(as_, client, paca):
    cast.elsewhere()
    assert as_(cast.karim()).get(PAGE.replace("paca", "ailleurs")).status_code == 404
