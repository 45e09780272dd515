from datetime import timedelta

import pytest

from maven.causes.models import Cause
from maven.journal.models import Fact
from maven.voices import operations
from maven.voices.models import Opinion, Participant, Statement, Voice
from maven.voices.words import WordsRefused
from tests import cast

LATER = cast.NOON + timedelta(hours=1)


@pytest.fixture
def call(paca):
    return cast.consultation(paca, statements=3)


def voice(call, person=None, guest="g1"):
    who = Voice(person=person) if person else Voice(guest_digest=guest)
    return operations.welcome(consultation=call, voice=who, at=cast.NOON)


def give(participant, number, choice, at=cast.NOON, **more):
    statement = participant.consultation.statements.get(number=number)
    operations.give_opinion(
        participant=participant, statement=statement, choice=choice, at=at, **more
    )


def submit(call, words, author=None):
    return operations.submit_statement(
        consultation=call, author=author or voice(call), words=words, at=cast.NOON
    )


def last_fact():
    return Fact.objects.order_by("-pk").select_related("details").first()


def test_a_consultation_opens_with_its_ideas_each_said_once(paca):
    call = operations.open_consultation(
        mission=paca,
        question="Et ensuite ?",
        ideas=["Une  idée simple.", "Une idée simple", "Une autre."],
        by=cast.minh(),
        at=cast.NOON,
    )

    assert list(call.statements.in_order().values_list("number", "words")) == [
        (1, "Une idée simple."),
        (2, "Une autre."),
    ]
    assert last_fact().verb == "consultation.opened"


def test_one_voice_has_one_current_opinion_of_an_idea(call):
    karim = voice(call, cast.karim())
    give(karim, 1, 1)
    give(karim, 1, -1, at=LATER, important=True)

    only = Opinion.objects.get()
    assert (only.choice, only.important, only.given_at) == (-1, True, LATER)


def test_the_fact_of_an_opinion_names_nobody_and_tells_no_choice(call):
    give(voice(call, cast.karim()), 1, 1)

    fact = last_fact()
    assert (fact.verb, fact.subject_kind, fact.subject_pk) == (
        "opinion.given",
        "voices.consultation",
        call.pk,
    )
    assert fact.details.by_id is None
    assert fact.details.particulars == {}


def test_no_opinion_after_the_last_day_nor_after_closing(call):
    karim = voice(call, cast.karim())
    call.closes_on = cast.TODAY
    call.save()
    with pytest.raises(operations.ConsultationClosed):
        give(Participant.objects.get(pk=karim.pk), 1, 1)

    call.closes_on = None
    call.save()
    operations.close_consultation(consultation=call, by=cast.minh(), at=LATER)
    with pytest.raises(operations.ConsultationClosed):
        give(Participant.objects.get(pk=karim.pk), 1, 1)
    assert not Opinion.objects.exists()


def test_a_consultation_reopens_and_takes_opinions_again(call):
    operations.close_consultation(consultation=call, by=cast.minh(), at=LATER)
    operations.close_consultation(consultation=call, by=cast.minh(), at=LATER)
    operations.reopen_consultation(consultation=call, by=cast.minh(), at=LATER)

    give(voice(call), 1, 1)

    verbs = [fact.verb for fact in Fact.objects.order_by("pk") if "consultation" in fact.verb]
    assert verbs == ["consultation.closed", "consultation.reopened"]
    assert Opinion.objects.count() == 1


def test_one_answers_only_the_ideas_of_ones_own_consultation(call, paca):
    other = cast.consultation(paca, "Une autre question ?", statements=1)

    with pytest.raises(operations.StatementNotInConsultation):
        operations.give_opinion(
            participant=voice(call), statement=other.statements.get(), choice=1, at=cast.NOON
        )


def test_an_idea_waits_to_be_read_and_its_fact_names_nobody(call):
    idea = submit(call, "  Un lieu\ncommun  pour tous. ", voice(call, cast.karim()))

    assert idea.words == "Un lieu commun pour tous."
    assert (idea.number, idea.accepted_at) == (4, None)
    assert last_fact().details.by_id is None


@pytest.mark.parametrize(
    "words",
    [
        "",
        "  ",
        "ab",
        "x" * 281,
        "Un mot\u202einversé",
        "Un\u200bblanc",
        "Nul\0ici",
        "a" + "\u0301" * 9,
    ],
    ids=repr,
)
def test_words_that_would_deceive_or_are_no_sentence_are_refused(call, words):
    with pytest.raises(WordsRefused):
        submit(call, words)
    assert call.statements.count() == 3


@pytest.mark.parametrize(
    "words", ["👩‍👩‍👧 d'abord !", "=1+1 ?", "<b>gras</b>", "公共空間", "x" * 280]
)
def test_words_that_are_odd_but_honest_are_kept_as_they_are(call, words):
    assert submit(call, words).words == words


def test_decomposed_letters_are_composed(call):
    assert submit(call, "Une e\u0301cole").words == "Une \u00e9cole"


def test_the_same_idea_in_the_same_words_is_pointed_at(call):
    with pytest.raises(operations.IdeaAlreadyThere) as told:
        submit(call, "IDÉE NUMÉRO 2 pour le territoire")
    assert told.value.statement.number == 2


def test_a_voice_has_at_most_five_ideas_waiting_and_ten_once_it_is_known(call):
    first = submit(call, "La toute première idée")
    for number in range(4):
        submit(call, f"Encore une idée, la {number}")
    with pytest.raises(operations.TooManyIdeasWaiting):
        submit(call, "Une sixième idée")
    operations.accept_statement(statement=first, by=cast.minh(), at=LATER)
    for number in range(4, 10):
        submit(call, f"Encore une idée, la {number}")
    with pytest.raises(operations.TooManyIdeasWaiting):
        submit(call, "Une onzième idée")
    submit(call, "Celle de quelqu'un d'autre", voice(call, guest="g2"))


def test_an_idea_is_accepted_or_refused_once_with_a_reason(call):
    one, two = submit(call, "La première idée"), submit(call, "La seconde idée")
    operations.accept_statement(statement=one, by=cast.minh(), at=LATER)
    with pytest.raises(operations.ReasonMissing):
        operations.refuse_statement(statement=two, reason="  ", by=cast.minh(), at=LATER)
    refused = operations.refuse_statement(
        statement=two, reason="Deux idées à la fois.", by=cast.minh(), at=LATER
    )

    assert refused.refusal == "Deux idées à la fois."
    for idea in (one, two):
        with pytest.raises(operations.AlreadyModerated):
            operations.accept_statement(statement=idea, by=cast.minh(), at=LATER)


def test_an_idea_becomes_a_cause_and_another_joins_the_same_cause(call):
    first, second, _ = call.statements.in_order()

    cause = operations.promote_statement(
        statement=first, title="Agir ici", by=cast.minh(), at=LATER
    )
    again = operations.promote_statement(statement=first, by=cast.minh(), at=LATER)
    same = operations.promote_statement(
        statement=second, title="Agir ici", by=cast.minh(), at=LATER
    )

    assert cause == again == same == Cause.objects.get()
    assert cause.purpose == first.words
    assert Statement.objects.filter(cause=cause).count() == 2


def test_a_title_is_cut_between_two_words():
    assert operations.shortened("mot " * 60) == ("mot " * 29).strip() + "…"
    assert operations.shortened("Court.") == "Court"


def test_a_guest_who_signs_in_keeps_their_answers(call):
    guest = voice(call)
    give(guest, 1, 1)

    own = operations.claim_opinions(guest=guest, by=cast.karim(), at=LATER)

    assert (own.person, own.guest_digest) == (cast.karim(), None)
    assert last_fact().details.by_id is None


def test_of_two_answers_the_newer_stays(call):
    guest, own = voice(call), voice(call, cast.karim())
    give(own, 1, 1, at=cast.NOON)
    give(guest, 1, -1, at=LATER)
    give(own, 2, 1, at=LATER)
    give(guest, 2, -1, at=cast.NOON)
    give(guest, 3, 0, important=True)
    idea = submit(call, "Une idée de ce voyageur", guest)

    operations.claim_opinions(guest=guest, by=cast.karim(), at=LATER)

    told = Opinion.objects.by(own).order_by("statement__number")
    assert [(one.choice, one.important) for one in told] == [(-1, False), (1, False), (0, True)]
    assert Participant.objects.of(call).get() == own
    idea.refresh_from_db()
    assert idea.author == own


def test_the_answers_of_a_person_are_nobody_elses_to_claim(call):
    lucie = voice(call, cast.lucie())
    give(lucie, 1, 1)

    with pytest.raises(operations.NothingToClaim):
        operations.claim_opinions(guest=lucie, by=cast.karim(), at=LATER)


def test_answers_can_be_taken_back_while_the_consultation_is_open(call):
    karim = voice(call, cast.karim())
    give(karim, 1, 1)

    assert operations.withdraw_opinions(participant=karim, at=LATER) == 1
    assert last_fact().verb == "opinions.withdrawn"
    assert operations.withdraw_opinions(participant=karim, at=LATER) == 0
    operations.close_consultation(consultation=call, by=cast.minh(), at=LATER)
    with pytest.raises(operations.ConsultationClosed):
        operations.withdraw_opinions(participant=karim, at=LATER)
