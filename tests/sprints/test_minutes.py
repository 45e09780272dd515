"""What a session leaves: who was there, marks without a name, minutes. Verb by verb."""

from datetime import timedelta
from hashlib import sha256

import pytest

from maven.journal.models import Fact
from maven.sprints.attendance_queries import attended, days_in_meetings, marks_of
from maven.sprints.models import (
    Activity,
    Attendance,
    BacklogItem,
    MinutesLine,
    Roti,
    Session,
    SessionRole,
)
from maven.sprints.operations import attendance, minutes_lines, rotis
from maven.sprints.operations import minutes as verbs
from maven.sprints.operations.places import SessionCalledOff
from maven.sprints.operations.states import SprintNotRunning
from maven.sprints.wall_code import code_of, is_code_of, session_of_code, turns_at
from maven.toolbox.queries import kind_of
from tests import cast

pytestmark = pytest.mark.django_db
LATER = cast.NOON + timedelta(hours=1)
HOUR, WEEK = timedelta(hours=1), timedelta(days=7)


def held(mission, **more):
    fields = {"starts_at": cast.NOON, "ends_at": cast.NOON + 2 * HOUR, "kind": "other", **more}
    return Session.objects.create(
        mission=mission, title="Atelier", opened_at=cast.NOON, changed_at=cast.NOON, **fields
    )


@pytest.fixture
def session(paca):
    return held(paca)


@pytest.fixture
def draft(session):
    return verbs.open_minutes(session=session, by=cast.karim(), at=LATER)


def line(minutes, words="Une idée", kind="idea", **more):
    return verbs.write_line(
        minutes=minutes, kind=kind, words=words, by=more.pop("by", cast.karim()), at=LATER, **more
    )


def published(minutes):
    return verbs.publish_minutes(minutes=minutes, by=cast.minh(), at=LATER)


def called_off(session):
    Session.objects.filter(pk=session.pk).update(called_off_at=cast.NOON, called_off_reason="Neige")


def told(mission):
    return list(Fact.objects.of(mission.chain).order_by("number").values_list("verb", flat=True))


# Who was there


def test_whoever_says_it_twice_is_there_once_and_the_journal_tells_no_name(paca, session):
    first = attendance.arrive(session=session, by=cast.karim(), way="code", at=LATER)
    again = attendance.arrive(session=session, by=cast.karim(), way="self", at=LATER)

    assert first == again
    fact = Fact.objects.of(paca.chain).with_verbs("session.attended").get()
    assert fact.details.by is None


@pytest.mark.parametrize("at", [cast.NOON - HOUR, cast.NOON + 3 * HOUR])
def test_nobody_arrives_before_nor_after_the_time(session, at):
    with pytest.raises(attendance.NotTheTime):
        attendance.arrive(session=session, by=cast.karim(), way="code", at=at)


def test_the_list_adds_and_takes_away_only_what_was_ticked_and_unticked(paca, session):
    attendance.arrive(session=session, by=cast.karim(), way="code", at=LATER)
    people = {"came": [cast.karim(), cast.lucie(), cast.salome()], "by": cast.minh(), "at": LATER}
    assert attendance.take_attendance(session=session, **people) == 3
    assert attendance.take_attendance(session=session, **people) == 3
    people = {"came": [], "not_there": [cast.lucie(), cast.odile()]}
    count = attendance.take_attendance(session=session, by=cast.minh(), at=LATER, **people)

    assert count == 2
    assert set(Attendance.objects.values_list("way", flat=True)) == {"code", "list"}
    facts = Fact.objects.of(paca.chain).with_verbs("session.attendance_taken").order_by("number")
    assert [one.details.particulars for one in facts] == [
        {"added": 2, "removed": 0},
        {"added": 0, "removed": 1},
    ]


def test_no_list_before_the_session_nor_of_one_called_off(session):
    early = cast.NOON - HOUR
    with pytest.raises(attendance.SessionNotBegun):
        attendance.take_attendance(session=session, came=[], by=cast.minh(), at=early)
    called_off(session)
    with pytest.raises(SessionCalledOff):
        attendance.take_attendance(session=session, came=[], by=cast.minh(), at=LATER)


def test_the_days_of_sessions_move_those_of_their_activity(paca):
    sprint = cast.sprint(paca)
    activity = Activity.objects.create(
        sprint=sprint, kind=kind_of(paca, "conference"), title="x", days_planned=3, days_spent=1
    )
    one, two = (held(paca, activity=activity, sprint=sprint) for _ in range(2))
    alone = held(paca, sprint=sprint, kind="review")

    def count(session, people, days):
        return attendance.tally_session(
            session=session, without_account=people, days=days, by=cast.minh(), at=LATER
        )

    count(one, 3, 2.5)
    count(one, 3, 2.5)
    count(one, 3, 2)
    count(two, 1, None)
    count(two, 0, 0.5)
    count(alone, 0, 1.5)
    activity.refresh_from_db()

    assert activity.days_spent == 3.5
    assert days_in_meetings(paca) == 1.5
    assert [came for _, came in attended(sprint)] == [3, 0, 0]
    assert told(paca).count("session.tallied") == 5


def test_parts_are_given_once_and_taken_back_once(paca, session):
    given = {"session": session, "person": cast.karim(), "role": "scribe"}
    held_by = attendance.give_role(**given, by=cast.minh(), at=LATER)
    assert attendance.give_role(**given, by=cast.minh(), at=LATER) == held_by
    attendance.take_back_role(role=held_by, by=cast.minh(), at=LATER)
    attendance.take_back_role(
        role=SessionRole(pk=held_by.pk or 1, **given), by=cast.minh(), at=LATER
    )

    assert told(paca)[-2:] == ["session.role_given", "session.role_taken_back"]


# The code on the wall


def test_the_code_turns_holds_one_turn_more_and_opens_no_other_session(paca, session):
    code, other = code_of(session, at=LATER), held(paca)

    assert session_of_code(code, at=LATER + timedelta(minutes=9)) == session
    assert session_of_code(code.upper(), at=LATER) == session
    assert session_of_code(code, at=LATER + timedelta(minutes=21)) is None
    assert not is_code_of(other, code, at=LATER)
    assert is_code_of(session, code, at=LATER)
    assert 0 < turns_at(LATER) <= 600


def test_a_code_is_worth_nothing_out_of_its_time_or_shape(session):
    early = session.starts_at - HOUR
    assert session_of_code(code_of(session, at=early), at=early) is None
    for words in (
        "",
        "-",
        "x",
        "é-abcdefgh",
        "0-abcdefgh",
        "z" * 13 + "-a",
        "1" * 20,
        "1-aaaaaaaa",
    ):
        assert session_of_code(words, at=LATER) is None
    gone = Session(pk=999_999)
    assert session_of_code(code_of(gone, at=LATER), at=LATER) is None


# Marks


def mark(session, person, value=4, words="", at=LATER):
    rotis.give_mark(session=session, mark=value, words=words, by=person, at=at)


def test_each_gives_one_mark_and_three_are_shown(paca, session):
    mark(session, cast.karim(), 5, "Vif")
    mark(session, cast.lucie(), 3)
    with pytest.raises(rotis.MarkGiven):
        mark(session, cast.karim(), 1)
    assert not marks_of(session).shown
    mark(session, cast.salome(), 4, "bref")
    found = marks_of(session)

    assert (found.count, found.mean, found.words) == (3, 4.0, ["bref", "Vif"])
    assert [count for _, _, count in found.spread] == [1, 1, 1, 0, 0]
    fact = Fact.objects.of(paca.chain).with_verbs("roti.given").first()
    assert (fact.details.by, fact.details.particulars, fact.at.hour) == (None, {}, 0)
    keys = list(Roti.objects.order_by("pk").values_list("key", flat=True))
    assert keys == sorted(keys, key=lambda one: sha256(one.encode()).digest())
    assert Roti.objects.shown_in(paca).count() == 3


def test_no_mark_before_nor_long_after_nor_of_a_session_called_off(paca, session):
    for at in (cast.NOON - timedelta(minutes=10), session.ends_at + WEEK + HOUR):
        with pytest.raises(rotis.MarksClosed):
            mark(session, cast.karim(), at=at)
    called_off(session)
    with pytest.raises(SessionCalledOff):
        mark(session, cast.karim())
    assert not Roti.objects.shown_in(paca).exists()


# Minutes


def test_two_who_open_the_minutes_open_the_same_and_all_their_lines_are_kept(paca, session, draft):
    again = verbs.open_minutes(session=session, by=cast.lucie(), at=LATER)
    line(draft, "De Karim")
    line(again, "De Lucie", by=cast.lucie())

    assert again == draft
    ranks = MinutesLine.objects.of(draft).in_order().values_list("rank", "words")
    assert list(ranks) == [(1, "De Karim"), (2, "De Lucie")]
    assert told(paca)[-3:] == ["minutes.opened", "minutes.line_written", "minutes.line_written"]


def test_no_minutes_before_a_session_nor_of_one_called_off(session, draft):
    with pytest.raises(attendance.SessionNotBegun):
        verbs.open_minutes(session=session, by=cast.minh(), at=cast.NOON - HOUR)
    line(draft)
    called_off(session)
    with pytest.raises(SessionCalledOff):
        verbs.open_minutes(session=session, by=cast.minh(), at=LATER)
    with pytest.raises(SessionCalledOff):
        published(draft)


def test_a_draft_is_reworded_and_lines_go(paca, draft):
    one, two = line(draft), line(draft, "De trop")
    said = {"kind": "decision", "words": "On y va", "by": cast.lucie(), "at": LATER}
    verbs.reword_line(line=one, **said)
    verbs.reword_line(line=one, **said)
    verbs.remove_line(line=two, by=cast.lucie(), at=LATER)
    for _ in range(2):
        verbs.summarise(minutes=draft, summary="Trois points.", by=cast.karim(), at=LATER)

    assert [(one.kind, one.words) for one in MinutesLine.objects.of(draft)] == [
        ("decision", "On y va")
    ]
    assert told(paca)[-3:] == [
        "minutes.line_reworded",
        "minutes.line_removed",
        "minutes.summarised",
    ]


def test_a_commitment_said_kept_becomes_an_idea_again(draft):
    promise = line(draft, "J'appelle la mairie", kind="commitment")
    promise = minutes_lines.keep_commitment(line=promise, by=cast.karim(), at=LATER)
    said = {"by": cast.karim(), "at": LATER}
    promise = verbs.reword_line(line=promise, kind="commitment", words="J'y vais", **said)
    assert promise.kept_at == LATER
    promise = verbs.reword_line(line=promise, kind="idea", words="Y aller", **said)
    assert promise.kept_at is None


def test_published_minutes_are_frozen_and_amended_beside(draft):
    with pytest.raises(verbs.NothingWritten):
        published(draft)
    one = line(draft)
    published(draft)

    for change in (
        lambda: published(draft),
        lambda: verbs.summarise(minutes=draft, summary="x", by=cast.minh(), at=LATER),
        lambda: verbs.remove_line(line=one, by=cast.minh(), at=LATER),
    ):
        with pytest.raises(verbs.MinutesPublished):
            change()
    assert line(draft, "Il manquait cela").amends
    assert Fact.objects.with_verbs("minutes.published").get().details.particulars["lines"] == {
        "idea": 1
    }


def test_minutes_hold_no_more_than_three_hundred_lines(draft, monkeypatch):
    monkeypatch.setattr(verbs, "MOST_LINES", 1)
    line(draft)
    with pytest.raises(verbs.TooManyLines):
        line(draft)


# What becomes of a line


def test_an_idea_is_in_the_reserve_once(paca, draft):
    one = line(draft, "mot " * 60, person=cast.lucie())
    for _ in range(2):
        one = minutes_lines.put_in_reserve(line=one, source="Atelier", by=cast.karim(), at=LATER)
    item = BacklogItem.objects.get()

    assert one.backlog_item == item
    assert item.proposed_by == cast.lucie()
    assert len(item.title) <= 160
    assert item.words
    short = minutes_lines.put_in_reserve(line=line(draft), source="", by=cast.karim(), at=LATER)
    assert (short.backlog_item.title, short.backlog_item.words) == ("Une idée", "")


def test_a_tension_is_raised_once_in_the_sprint_under_way(paca, draft):
    one = line(draft, "Trop lent", "tension")
    said = {"desired": "Vite", "observed": "Trop lent", "by": cast.karim(), "at": LATER}
    with pytest.raises(SprintNotRunning):
        minutes_lines.raise_from_line(line=one, **said)
    sprint = cast.sprint(paca)
    for _ in range(2):
        one = minutes_lines.raise_from_line(line=one, **said)

    assert [one.observed for one in sprint.tensions.all()] == ["Trop lent"]


def test_a_commitment_in_somebodys_name_awaits_her_yes(paca, draft):
    day = cast.TODAY + timedelta(days=10)
    hers = line(draft, "J'appelle", "commitment", person=cast.lucie(), due_on=day)
    own = line(draft, "J'écris", "commitment", person=cast.karim())
    heard = line(draft, "Je viens", "commitment", person=cast.odile(), in_the_room=True)
    ours = line(draft, "On range", "commitment")
    idea = line(draft, "Pas daté", due_on=day)

    assert [one.word for one in (hers, own, heard, ours, idea)] == [
        "proposed",
        "confirmed",
        "room",
        "room",
        "",
    ]
    assert idea.due_on is None
    with pytest.raises(minutes_lines.NotYours):
        minutes_lines.confirm_commitment(line=hers, by=cast.karim(), at=LATER)
    with pytest.raises(minutes_lines.NotYours):
        minutes_lines.refuse_commitment(line=idea, by=cast.karim(), at=LATER)
    for _ in range(2):
        hers = minutes_lines.confirm_commitment(line=hers, by=cast.lucie(), at=LATER)
    assert hers.word == "confirmed"
    reworded = verbs.reword_line(
        line=hers,
        kind="commitment",
        words="J'appelle et j'écris",
        person=cast.lucie(),
        due_on=day,
        by=cast.karim(),
        at=LATER,
    )
    assert reworded.word == "proposed"
    refused = minutes_lines.refuse_commitment(line=hers, by=cast.lucie(), at=LATER)
    assert (refused.person, refused.word) == (None, "proposed")
    assert Fact.objects.with_verbs("commitment.refused").get().details.by is None


def test_commitments_open_with_their_minutes_and_are_kept_once(paca, draft):
    late = line(draft, "Plus tard", "commitment")
    day = cast.TODAY + timedelta(days=3)
    soon = line(draft, "Bientôt", "commitment", due_on=day)
    idea = line(draft)
    assert not MinutesLine.objects.commitments_of(paca)
    published(draft)
    assert list(MinutesLine.objects.commitments_of(paca)) == [soon, late]
    for _ in range(2):
        minutes_lines.keep_commitment(line=soon, by=cast.karim(), at=LATER)
    with pytest.raises(minutes_lines.NotYours):
        minutes_lines.keep_commitment(line=idea, by=cast.karim(), at=LATER)

    assert list(MinutesLine.objects.commitments_of(paca).unkept()) == [late]
    assert told(paca).count("commitment.kept") == 1


def test_what_is_kept_says_its_number(session, draft):
    one = line(draft)
    mark(session, cast.karim())
    there = attendance.arrive(session=session, by=cast.karim(), way="code", at=LATER)

    assert str(one) == f"#{one.pk} idea"
    assert str(draft) == f"#{draft.pk} draft"
    assert str(there) == f"#{there.pk} code"
