"""The review, verb by verb: promises, lines, feelings revealed and grouped, moods, tensions."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from maven.causes.operations import name_cause
from maven.journal.models import Fact
from maven.journal.operations import verify
from maven.sprints import operations
from maven.sprints.feelings import has_said_mood, notes_of, review_now, weather_of
from maven.sprints.measures import Measure, gap_of, measures_of, named
from maven.sprints.models import (
    Activity,
    Feedback,
    FeedbackGroup,
    FollowUp,
    Mood,
    MoodCall,
    Review,
    ShippedLine,
    Tension,
)
from maven.sprints.operations.feelings import Together, propose_groups
from maven.sprints.operations.minutes import open_minutes
from maven.sprints.operations.minutes_lines import keep_commitment, reopen_commitment
from maven.sprints.promises import lines_of as agenda_lines
from maven.sprints.promises import promise_of, promises_of
from maven.sprints.shipping import line_of, lines_of
from maven.sprints.tasks import close_feelings, group_feelings
from maven.toolbox.queries import kind_of
from tests import cast
from tests.sprints.test_minutes import held, published
from tests.sprints.test_minutes import line as written

pytestmark = pytest.mark.django_db
LATER = cast.NOON + timedelta(hours=3)
MINH = {"at": LATER}
WORDS = ["L'accueil chaleureux", "Un accueil très chaleureux", "Le lieu", "Les horaires tardifs"]


@pytest.fixture
def sprint(paca):
    made = cast.sprint(paca)
    kind = kind_of(paca, "conference")
    Activity.objects.create(sprint=made, kind=kind, title="Veillée", days_planned=1)
    return made


def led(**more):
    return {"by": cast.minh(), "at": LATER, **more}


def told(mission, verb):
    return Fact.objects.of(mission.chain).with_verbs(verb).count()


def write(sprint, words=WORDS):
    for place, said in enumerate(words):
        operations.like(sprint=sprint, words=said, key=f"{place:02}" * 9, at=LATER)


def revealed(sprint, words=WORDS):
    write(sprint, words)
    operations.reveal_feelings(sprint=sprint, **led())
    return list(Feedback.objects.of(sprint).order_by("words"))


# What was promised


def test_what_was_promised_is_the_plan_the_last_agenda_and_what_was_moved(paca):
    last = cast.sprint(paca)
    promise = promise_like(last)
    operations.follow_up(sprint=last, promise=promise, answer="moved", **led())
    operations.set_agenda(
        sprint=last, agenda="- Parler des ports\n\n2. Relire la fiche\nVeillée", **led()
    )
    operations.close_sprint(sprint=last, **led())
    now = cast.sprint(paca, 2)
    kind = kind_of(paca, "conference")
    made = Activity.objects.create(sprint=now, kind=kind, title="Atelier", days_planned=1)

    found = promises_of(now)

    assert [(one.source, one.words) for one in found] == [
        ("plan", "Atelier"),
        ("moved", "Veillée"),
        ("agenda", "Parler des ports"),
        ("agenda", "Relire la fiche"),
    ]
    assert [one.state for one in found] == [""] * 4
    made.done_at, made.done_by = LATER, cast.minh()
    made.save()
    assert promises_of(now)[0].state == "kept", "an activity that was held needs no tap"
    assert "tenue le" in promises_of(now)[0].note


def promise_like(sprint):
    kind = kind_of(sprint.mission, "conference")
    Activity.objects.create(sprint=sprint, kind=kind, title="Veillée", days_planned=1)
    return promises_of(sprint)[0]


def test_what_became_of_a_promise_is_said_in_one_tap_and_may_be_said_again(paca, sprint):
    (promise,) = promises_of(sprint)
    for answer in ("kept", "kept", "broken"):
        operations.follow_up(sprint=sprint, promise=promise, answer=answer, **led())

    assert promise_of(sprint, promise.key).answer == "broken"
    assert FollowUp.objects.count() == 1
    assert told(paca, "promise.followed_up") == 2
    assert promise_of(sprint, "words-nothing") is None


def test_a_commitment_kept_at_the_review_is_kept_in_its_minutes(paca, sprint):
    line = committed(paca)
    key, day = f"minutes-{line.pk}", timedelta(days=1)

    def say(answer, at):
        promise = promise_of(sprint, key)
        operations.follow_up(sprint=sprint, promise=promise, answer=answer, by=cast.minh(), at=at)
        line.refresh_from_db()
        return line.kept_at

    assert say("kept", LATER) == LATER
    assert say("broken", LATER + day) is None
    assert say("moved", LATER + 2 * day) is None
    assert say("kept", LATER + 3 * day) == LATER + 3 * day
    assert [told(paca, f"commitment.{verb}") for verb in ("kept", "reopened")] == [2, 1]
    operations.close_sprint(sprint=sprint, by=cast.minh(), at=LATER + 3 * day)
    assert promise_of(sprint, key).state == "kept"
    assert promise_of(cast.sprint(paca, 2), key) is None, "kept, it is not read again"


def test_what_its_author_said_is_kept_stays_kept(paca, sprint):
    line = committed(paca)
    keep_commitment(line=line, by=cast.karim(), at=cast.NOON)
    for answer in ("kept", "broken"):
        promise = promise_of(sprint, f"minutes-{line.pk}")
        operations.follow_up(sprint=sprint, promise=promise, answer=answer, **led())
    line.refresh_from_db()
    assert line.kept_at == cast.NOON
    for _ in range(2):
        reopen_commitment(line=line, by=cast.minh(), at=LATER)
    assert told(paca, "commitment.reopened") == 1


def committed(mission):
    minutes = open_minutes(session=held(mission), by=cast.karim(), at=cast.NOON)
    line = written(minutes, "J'appelle la mairie", kind="commitment", person=cast.karim())
    published(minutes)
    return line


def test_words_of_an_agenda_are_followed_up_by_themselves(paca):
    last = cast.sprint(paca)
    operations.set_agenda(sprint=last, agenda="Parler des ports", **led())
    operations.close_sprint(sprint=last, **led())
    now = cast.sprint(paca, 2)
    (promise,) = promises_of(now)
    operations.follow_up(sprint=now, promise=promise, answer="kept", **led())
    assert promises_of(now)[0].answer == "kept"


def test_an_agenda_is_read_line_by_line():
    assert agenda_lines("* Un\n• Deux\n3) Trois\n\n  \n2014 : le bilan") == [
        "Un",
        "Deux",
        "Trois",
        "2014 : le bilan",
    ]


# Shipped!


def test_shipped_is_filled_from_the_journal_of_the_sprint(paca, sprint):
    (activity,) = Activity.objects.of(sprint)
    cause = name_cause(mission=paca, title="Le port", purpose="", **led())
    operations.finish_activity(activity=activity, days_spent=1, **led())
    operations.finish_activity(activity=activity, days_spent=2, **led())
    operations.ship(sprint=sprint, title="Carte", link="https://carte.example.org", **led())
    tension = operations.raise_tension(sprint=sprint, desired="Tous", observed="Peu", **led())
    operations.resolve_tension(tension=tension, **led())

    found = lines_of(sprint, at=LATER)

    assert [(one.verb, one.words) for one in found] == [
        ("cause.named", "Le port"),
        ("activity.finished", "Veillée"),
        ("deliverable.shipped", "Carte"),
        ("tension.resolved", "Tous"),
    ], "each thing once, though its days were corrected"
    assert found[0].url == cause.get_absolute_url()
    assert found[2].url == "https://carte.example.org"
    assert all(one.url for one in found)


def test_what_came_before_the_sprint_is_not_its_own(paca):
    name_cause(mission=paca, title="Avant", purpose="", by=cast.minh(), at=cast.NOON)
    later = cast.sprint(paca)
    later.adopted_at = LATER
    later.save()
    number = Fact.objects.of(paca.chain).with_verbs("cause.named").get().number
    assert lines_of(later, at=LATER) == []
    assert not line_of(later, number)


def test_a_line_is_set_aside_and_put_back(paca, sprint):
    operations.ship(sprint=sprint, title="Carte", **led())
    (line,) = lines_of(sprint, at=LATER)
    assert line_of(sprint, line.number)
    for kept in (True, False, False):
        operations.show_line(sprint=sprint, number=line.number, kept=kept, **led())
    assert [one.kept for one in lines_of(sprint, at=LATER)] == [False]
    operations.show_line(sprint=sprint, number=line.number, kept=True, **led())
    assert [one.kept for one in lines_of(sprint, at=LATER)] == [True]
    assert ShippedLine.objects.count() == 1
    assert told(paca, "shipped_line.chosen") == 2


def test_a_thing_that_is_no_more_is_not_shown(paca, sprint):
    made = operations.ship(sprint=sprint, title="Carte", **led())
    made.delete()
    assert lines_of(sprint, at=LATER) == []


# Feelings


def test_nothing_is_read_before_the_room_reveals_it_and_nothing_is_added_after(paca, sprint):
    write(sprint)
    before = notes_of(sprint, review_now(sprint))
    assert (before.count, before.shown, before.likes) == (4, False, [])
    with pytest.raises(operations.NotRevealed):
        operations.move_feelings(sprint=sprint, pks=[1], group=None, name="x", **led())

    for _ in range(2):
        operations.reveal_feelings(sprint=sprint, **led())

    after = notes_of(sprint, review_now(sprint))
    assert after.number_of_likes == 4
    assert told(paca, "feelings.revealed") == 1
    with pytest.raises(operations.FeelingsRevealed):
        operations.dislike(sprint=sprint, words="Seul", key="z" * 18, at=LATER)
    operations.like(sprint=sprint, words=WORDS[0], key="00" * 9, at=LATER)  # the same form again
    assert verify(paca.chain).length


def test_fewer_than_three_are_never_revealed_not_even_by_the_closing(sprint):
    write(sprint, WORDS[:2])
    with pytest.raises(operations.TooFewToReveal):
        operations.reveal_feelings(sprint=sprint, **led())
    operations.close_sprint(sprint=sprint, **led())
    sprint.refresh_from_db()
    found = notes_of(sprint, review_now(sprint))
    assert (found.revealed, found.shown, found.likes) == (True, False, [])
    assert not Feedback.objects.shown_in(sprint.mission).exists()


def test_the_closing_reveals_what_nobody_had_revealed(sprint):
    write(sprint)
    assert not Feedback.objects.shown_in(sprint.mission).exists()
    operations.close_sprint(sprint=sprint, **led())
    sprint.refresh_from_db()
    assert notes_of(sprint, None).shown
    assert Feedback.objects.shown_in(sprint.mission).count() == 4


def test_close_words_are_proposed_together_once(paca, sprint):
    group_feelings.func(sprint.pk)
    assert not Review.objects.filter(grouped_at__isnull=False).exists(), "nothing is revealed yet"
    revealed(sprint)

    for _ in range(2):
        group_feelings.func(sprint.pk)

    (pile, alone) = notes_of(sprint, review_now(sprint)).likes
    assert {note.words for note in pile.notes} == set(WORDS[:2])
    assert "accueil" in pile.group.name
    assert len(alone.notes) == 2
    assert told(paca, "feelings.grouped") == 1
    group_feelings.func(sprint.pk + 9)


def test_the_same_words_twice_make_a_group(sprint):
    revealed(sprint, ["Merci", "merci !", "Le lieu"])
    (together,) = close_feelings(sprint)
    assert len(together.pks) == 2


def test_what_people_grouped_stays_where_they_put_it(sprint):
    notes = revealed(sprint)
    mine = [one.pk for one in notes if one.words == WORDS[0]]
    operations.move_feelings(sprint=sprint, pks=mine, group=None, name="À part", **led())
    group_feelings.func(sprint.pk)
    assert Feedback.objects.get(pk=mine[0]).group.name == "À part"


def test_a_hand_moves_feelings_between_groups_and_empty_groups_go(paca, sprint):
    write(sprint)
    operations.dislike(sprint=sprint, words="Le bruit", key="b" * 18, at=LATER)
    operations.reveal_feelings(sprint=sprint, **led())
    pks = list(Feedback.objects.of(sprint).values_list("pk", flat=True))

    assert operations.move_feelings(sprint=sprint, pks=pks, group=None, name="Tout", **led()) == 5
    liked, disliked = FeedbackGroup.objects.of(sprint).in_order().order_by("-kind")
    assert (liked.feedback.count(), disliked.feedback.count()) == (4, 1), "a group for each kind"

    moved = operations.move_feelings(sprint=sprint, pks=pks, group=liked, **led())
    assert moved == 0, "all that may be there is there"
    assert operations.move_feelings(sprint=sprint, pks=pks, group=None, **led()) == 5
    assert not FeedbackGroup.objects.exists()
    assert told(paca, "feelings.moved") == 2


def test_a_group_gets_its_name_once(paca, sprint):
    notes = revealed(sprint)
    operations.move_feelings(sprint=sprint, pks=[notes[0].pk], group=None, name="x", **led())
    group = FeedbackGroup.objects.get()
    for _ in range(2):
        operations.name_group(group=group, name="L'accueil", **led())
    group.refresh_from_db()
    assert group.name == "L'accueil"
    assert told(paca, "feelings.named") == 1


# Moods


def say(sprint, people, values):
    for person, value in zip(people, values, strict=True):
        operations.share_mood(sprint=sprint, value=value, by=person, at=LATER)


def test_each_says_one_mood_and_nothing_links_it_to_who_said_it(paca, sprint):
    say(sprint, [cast.karim(), cast.lucie()], [5, 2])
    with pytest.raises(operations.MoodSaid):
        operations.share_mood(sprint=sprint, value=1, by=cast.karim(), at=LATER)
    assert {field.name for field in Mood._meta.get_fields()} == {"id", "sprint", "value", "key"}
    assert {field.name for field in MoodCall._meta.get_fields()} == {"id", "sprint", "person"}
    for fact in Fact.objects.with_verbs("mood.shared").select_related("details"):
        assert (fact.details.by_id, fact.details.particulars) == (None, {})
        assert (fact.at.hour, fact.at.minute) == (0, 0)
    assert has_said_mood(sprint, cast.karim())
    assert not has_said_mood(sprint, None)
    with pytest.raises(operations.TooFewToReveal):
        operations.reveal_moods(sprint=sprint, **led())


def test_moods_are_shown_from_three_on_once_revealed_and_then_no_more_come(paca, sprint):
    say(sprint, [cast.karim(), cast.lucie(), cast.salome()], [5, 5, 2])
    assert weather_of(sprint, review_now(sprint)).values == []
    assert not Mood.objects.shown_in(paca).exists()
    for _ in range(2):
        operations.reveal_moods(sprint=sprint, **led())
    shown = weather_of(sprint, review_now(sprint))
    assert [(value, number) for value, _, number in shown.values] == [
        (5, 2),
        (4, 0),
        (3, 0),
        (2, 1),
        (1, 0),
    ]
    assert Mood.objects.shown_in(paca).count() == 3
    assert told(paca, "moods.revealed") == 1
    with pytest.raises(operations.MoodsRevealed):
        operations.share_mood(sprint=sprint, value=1, by=cast.odile(), at=LATER)


def test_who_said_a_mood_is_forgotten_at_the_closing(sprint):
    say(sprint, [cast.karim()], [3])
    operations.close_sprint(sprint=sprint, **led())
    assert (MoodCall.objects.count(), Mood.objects.count()) == (0, 1)


def test_the_store_refuses_a_sixth_mood_and_a_fourth_severity(paca, sprint):
    with pytest.raises(IntegrityError), transaction.atomic():
        Mood.objects.create(sprint=sprint, value=6)
    with pytest.raises(IntegrityError), transaction.atomic():
        Tension.objects.create(mission=paca, desired="a", observed="b", raised_at=LATER, severity=4)


# Tensions in full


def test_a_tension_is_planned_taken_on_given_back_and_resolved(paca, sprint):
    (activity,) = Activity.objects.of(sprint)
    tension = operations.raise_tension(
        sprint=sprint, desired="Tous", observed="Peu", severity=3, **led()
    )
    plan = {"severity": 2, "activity": activity, "wanted": None}
    for _ in range(2):
        operations.plan_tension(tension=tension, **plan, **led())
        operations.take_tension_on(tension=tension, by=cast.karim(), at=LATER)
    with pytest.raises(operations.TensionTaken):
        operations.take_tension_on(tension=tension, by=cast.lucie(), at=LATER)
    operations.give_tension_back(tension=tension, by=cast.lucie(), at=LATER)
    tension.refresh_from_db()
    assert tension.owner == cast.karim(), "nobody gives back for somebody else"
    operations.give_tension_back(tension=tension, by=cast.karim(), at=LATER)
    operations.resolve_tension(tension=tension, **led())
    for late in (operations.take_tension_on, operations.give_tension_back):
        with pytest.raises(operations.TensionResolved):
            late(tension=tension, **led())
    assert [told(paca, f"tension.{verb}") for verb in ("planned", "taken_on", "given_back")] == [
        1,
        1,
        1,
    ]


@pytest.mark.parametrize(
    ("then", "now", "wanted", "closed", "words"),
    [
        (20.0, 40.0, 60.0, False, "encore là"),
        (20.0, 61.0, 60.0, True, "comblé"),
        (80.0, 30.0, 40.0, True, "comblé"),
        (80.0, 60.0, 40.0, False, "encore là"),
        (20.0, 40.0, None, None, "20 sur 100 quand"),
        (None, 40.0, None, None, "40 sur 100 aujourd"),
        (20.0, None, 60.0, None, "pas mesurée"),
    ],
)
def test_the_measure_says_whether_the_gap_has_closed_since(then, now, wanted, closed, words):
    tension = Tension(measure="engagement", measured=then, wanted=wanted)
    gap = gap_of(tension, {"engagement": Measure(key="engagement", name="Engagement", value=now)})
    assert gap.closed is closed
    assert words in gap.sentence


def test_a_tension_without_a_measure_has_no_gap_to_compute(paca):
    assert gap_of(Tension(), {}) is None
    assert gap_of(Tension(measure="gone"), {}) is None
    every = {"convergence", "understanding", "engagement", "connections"}
    assert set(named()) == set(measures_of(paca, every, at=LATER)) == every
    assert measures_of(paca, ["", "engagement"], at=LATER).keys() == {"engagement"}
    assert measures_of(paca, [""], at=LATER) == {}


# The room


def test_the_room_goes_on_and_back_and_nothing_is_deleted(paca, sprint):
    for step in ("livre", "livre", "promis"):
        operations.reach_step(sprint=sprint, step=step, **led())
    assert review_now(sprint).step == "promis"
    assert told(paca, "review.step_reached") == 2


def test_a_closed_review_keeps_what_it_was(sprint):
    revealed(sprint)
    (promise,) = promises_of(sprint)
    operations.close_sprint(sprint=sprint, **led())
    for late in (
        lambda: operations.follow_up(sprint=sprint, promise=promise, answer="kept", **led()),
        lambda: operations.show_line(sprint=sprint, number=1, kept=False, **led()),
        lambda: operations.reach_step(sprint=sprint, step="suite", **led()),
        lambda: operations.reveal_feelings(sprint=sprint, **led()),
        lambda: operations.reveal_moods(sprint=sprint, **led()),
        lambda: operations.share_mood(sprint=sprint, value=3, **led()),
        lambda: operations.move_feelings(sprint=sprint, pks=[1], group=None, **led()),
    ):
        with pytest.raises(operations.SprintNotRunning):
            late()


def test_the_table_may_be_laid_before_the_review_and_no_tension_is_lost(paca):
    ends, lies = cast.sprint(paca), cast.sprint(paca, 2, adopted=False)
    raised = operations.raise_tension(sprint=ends, desired="Là-haut", observed="Ici", **led())

    assert raised.raised_at > lies.drafted_at
    assert list(Tension.objects.seen_in(lies)) == [raised]

    lies.adopted_at = LATER + timedelta(hours=1)
    assert list(Tension.objects.seen_in(lies)) == [raised]
    lies.adopted_at = cast.NOON
    assert not Tension.objects.seen_in(lies).exists()


def test_what_a_hand_grouped_before_the_computation_came_stays_as_it_is(paca):
    sprint = cast.sprint(paca)
    pks = [note.pk for note in revealed(sprint) if note.kind == "like"]
    operations.move_feelings(sprint=sprint, pks=pks, group=None, name="À nous", **led())

    found = [Together(name="Du calcul", pks=pks)]
    assert propose_groups(sprint=sprint, groups=found, at=cast.NOON)
    assert list(FeedbackGroup.objects.filter(sprint=sprint).values_list("name", flat=True)) == [
        "À nous"
    ]
