"""At the same moment, in the voices: one opinion, one verdict, nothing after the closing."""

import pytest
from django.db import transaction

from maven.causes.models import Cause
from maven.journal.models import Fact
from maven.voices import operations as voices
from maven.voices.models import Consultation, Opinion, Participant, Statement, Voice
from tests import cast
from tests.races.racing import LATER, TOGETHER, at_once, did, facts, one_only

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_voice_changing_its_mind_everywhere_has_one_opinion(call):
    statement, who = call.statements.first(), Voice(guest_digest="one")

    def answer(n):
        there = voices.welcome(consultation=call, voice=who, at=cast.NOON)
        voices.give_opinion(participant=there, statement=statement, choice=n % 3 - 1, at=cast.NOON)
        return True

    assert at_once(answer) == [True] * TOGETHER
    assert Participant.objects.count() == Opinion.objects.count() == 1
    assert facts(call.mission, "opinion.given") == TOGETHER


def test_many_voices_answering_one_idea_are_all_counted(call):
    statement = call.statements.first()

    def answer(n):
        who = Voice(guest_digest=f"voice {n}")
        there = voices.welcome(consultation=call, voice=who, at=cast.NOON)
        for one in call.statements.order_by("pk"):
            voices.give_opinion(participant=there, statement=one, choice=1, at=cast.NOON)
        return True

    assert at_once(answer) == [True] * TOGETHER
    assert Opinion.objects.filter(statement=statement).count() == TOGETHER
    assert Opinion.objects.count() == facts(call.mission, "opinion.given") == 3 * TOGETHER


def test_no_opinion_is_taken_after_the_closing_that_races_it(call):
    statement, minh = call.statements.first(), cast.minh()

    def act(n):
        if n == 0:
            voices.close_consultation(consultation=call, by=minh, at=cast.NOON)
            return "closed"
        who = Voice(guest_digest=f"voice {n}")
        with transaction.atomic():  # as a page does: what is looked at is read with pen in hand
            there = voices.welcome(consultation=call, voice=who, at=cast.NOON)
            fresh = Statement.objects.select_related("consultation__mission").get(pk=statement.pk)
            voices.give_opinion(participant=there, statement=fresh, choice=1, at=cast.NOON)
        return "taken"

    told = at_once(act)

    assert set(told) <= {"closed", "taken", "ConsultationClosed"}
    assert Opinion.objects.count() == told.count("taken") == facts(call.mission, "opinion.given")
    (closing,) = Fact.objects.of(call.mission.chain).with_verbs("consultation.closed")
    after = Fact.objects.of(call.mission.chain).with_verbs("opinion.given")
    assert not after.filter(number__gt=closing.number).exists()


def test_a_consultation_is_closed_once(call):
    act = did(voices.close_consultation, consultation=call, by=cast.minh(), at=LATER)

    assert at_once(act) == [True] * TOGETHER
    assert facts(call.mission, "consultation.closed") == 1


def test_ideas_proposed_together_get_numbers_of_their_own(call):
    def propose(n):
        voices.submit_statement(
            consultation=call, author=None, words=f"Une idée, la numéro {n}", at=cast.NOON
        )
        return True

    assert at_once(propose) == [True] * TOGETHER
    numbers = Statement.objects.of(call).in_order().values_list("number", flat=True)
    assert list(numbers) == list(range(1, 4 + TOGETHER))


def test_the_same_idea_proposed_together_is_there_once(call):
    act = did(
        voices.submit_statement,
        consultation=call,
        author=None,
        words="La même idée pour tous",
        at=cast.NOON,
    )

    assert one_only(at_once(act), "IdeaAlreadyThere")
    assert Statement.objects.of(call).count() == 4


def test_a_new_voice_has_never_more_than_five_ideas_waiting(call):
    there = voices.welcome(consultation=call, voice=Voice(guest_digest="one"), at=cast.NOON)
    for n in range(4):
        voices.submit_statement(
            consultation=call, author=there, words=f"Une idée, déjà la {n}", at=cast.NOON
        )

    def propose(n):
        voices.submit_statement(
            consultation=call, author=there, words=f"Encore une idée, {n}", at=cast.NOON
        )
        return True

    assert one_only(at_once(propose), "TooManyIdeasWaiting")


@pytest.mark.parametrize("turn", [0, 1])
def test_an_idea_is_accepted_or_refused_never_both(call, turn):
    idea = voices.submit_statement(
        consultation=call, author=None, words="Une idée à lire", at=cast.NOON
    )
    minh = cast.minh()

    def act(n):
        if n % 2 == turn:
            voices.accept_statement(statement=idea, by=minh, at=LATER)
        else:
            voices.refuse_statement(statement=idea, reason="Hors sujet", by=minh, at=LATER)
        return True

    assert one_only(at_once(act), "AlreadyModerated")
    idea.refresh_from_db()
    assert (idea.accepted_at is None) != (idea.refused_at is None)
    assert facts(call.mission, "statement.accepted") + facts(call.mission, "statement.refused") == 1


def test_an_idea_becomes_one_cause(call):
    idea = call.statements.first()

    assert at_once(did(voices.promote_statement, statement=idea, by=cast.minh(), at=LATER)) == (
        [True] * TOGETHER
    )
    assert Cause.objects.count() == facts(call.mission, "cause.named") == 1


def test_a_guest_s_answers_are_claimed_once(call):
    statement = call.statements.first()
    guest = voices.welcome(consultation=call, voice=Voice(guest_digest="one"), at=cast.NOON)
    voices.give_opinion(participant=guest, statement=statement, choice=1, at=cast.NOON)
    people = [cast.karim(), cast.lucie(), cast.salome(), cast.odile()]

    def claim(n):
        voices.claim_opinions(guest=guest, by=people[n % 4], at=LATER)
        return True

    told = at_once(claim)

    assert told.count(True) == 1
    assert set(told) <= {True, "NothingToClaim"}
    assert Opinion.objects.count() == Participant.objects.exclude(person=None).count() == 1


def test_an_opinion_given_while_all_are_withdrawn_is_there_or_not(call):
    statement = call.statements.first()
    there = voices.welcome(consultation=call, voice=Voice(guest_digest="one"), at=cast.NOON)
    voices.give_opinion(participant=there, statement=statement, choice=1, at=cast.NOON)

    def act(n):
        if n == 0:
            voices.withdraw_opinions(participant=there, at=LATER)
        else:
            voices.give_opinion(participant=there, statement=statement, choice=-1, at=LATER)
        return True

    assert at_once(act) == [True] * TOGETHER
    last = Fact.objects.of(call.mission.chain).order_by("-number").first()
    assert Opinion.objects.exists() == (last.verb == "opinion.given")


def test_the_same_export_is_imported_once(call):
    from maven.intake.polis import read_export
    from tests.voices.exports import SMALL

    export, minh = read_export(SMALL), cast.minh()

    def bring_in(_):
        return voices.import_polis(
            mission=call.mission,
            question="Ailleurs ?",
            export=export,
            by=minh,
            at=cast.NOON.replace(year=2026),
        ).made

    assert sorted(at_once(bring_in)) == [False] * (TOGETHER - 1) + [True]
    assert Consultation.objects.exclude(pk=call.pk).count() == 1
