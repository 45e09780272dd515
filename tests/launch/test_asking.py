"""Champions suggested by four components, asked by letter, who answer on a page with a word."""

from datetime import timedelta

import pytest
from django.core import mail

from maven.causes import operations, tasks
from maven.causes.models import Candidate, Champion
from maven.compass.candidates import MOST_IN_A_ROOM, candidates_of
from maven.compass.tasks import count_candidates
from maven.compass.views.champions import components_of
from maven.method.ties import champions, network_of
from maven.missions.models import PreparationStep
from maven.missions.operations import bring
from maven.rights.operations import erase_person
from maven.sprints.models import Attendance, BacklogItem, Minutes, MinutesLine, Session
from tests import cast

LATER = cast.NOON + timedelta(hours=1)


@pytest.fixture
def cause(paca):
    return cast.cause(paca)


def session(mission, *there, promises=(), kept=()):
    """A session with its minutes: who was there, who promised, who kept it."""
    held = Session.objects.create(
        mission=mission,
        kind="other",
        title="Atelier",
        starts_at=cast.NOON,
        ends_at=LATER,
        opened_at=cast.NOON,
        changed_at=cast.NOON,
    )
    for person in there:
        Attendance.objects.create(session=held, person=person, arrived_at=cast.NOON, way="list")
    minutes = Minutes.objects.create(session=held, opened_at=cast.NOON, published_at=LATER)
    for rank, person in enumerate(promises):
        MinutesLine.objects.create(
            minutes=minutes,
            rank=rank,
            kind="commitment",
            words="Je le fais.",
            person=person,
            word="confirmed",
            kept_at=LATER if person in kept else None,
            written_at=cast.NOON,
        )
    return held


def proposal(mission, person, state="accepted", rank=1):
    return BacklogItem.objects.create(
        mission=mission,
        kind="idea",
        title=f"Proposition {rank}",
        state=state,
        rank=rank,
        proposed_at=cast.NOON,
        proposed_by=person,
    )


def test_the_four_components_rank_those_who_take_part_and_not_the_team(paca):
    karim, lucie, salome = cast.karim(), cast.lucie(), cast.salome()
    session(paca, karim, lucie, cast.minh(), promises=[karim], kept=[karim])
    session(paca, karim, salome, promises=[karim])
    proposal(paca, karim)
    proposal(paca, cast.minh(), rank=2)
    proposal(paca, lucie, state="new", rank=3)

    found = candidates_of(paca)

    assert found[0].person_id == karim.pk
    assert {one.person_id for one in found} == {
        karim.pk,
        lucie.pk,
        salome.pk,
        cast.odile().pk,
    }
    assert (found[0].accepted, found[0].kept, found[0].endorsed) == (1, 1, None)
    assert (found[0].centrality_rank, found[0].accepted_rank, found[0].kept_rank) == (1, 1, 1)


def test_where_nothing_is_recorded_nobody_is_told_apart(paca, monkeypatch):
    assert {one.mean_rank for one in candidates_of(paca)} == {2.5}
    monkeypatch.setattr("maven.compass.candidates.MOST_IN_A_ROOM", 1)
    session(paca, cast.karim(), cast.lucie(), promises=[cast.karim()])
    assert {one.centrality for one in candidates_of(paca)} == {None}
    assert MOST_IN_A_ROOM == 60
    alone = cast.mission("Seule", by=cast.ana(), slug="seule")
    assert candidates_of(alone) == []


def test_a_facilitator_counts_reads_and_asks(as_, client, send, paca, cause):
    session(paca, cast.karim(), cast.lucie(), promises=[cast.karim()], kept=[cast.karim()])
    page = f"{cause.get_absolute_url()}champions/proposition/"
    as_(cast.minh())
    assert "Rien n'est encore compté" in client.get(page).text.replace("’", "'")
    assert send(page).status_code == 303
    count_candidates.func(paca.pk, cast.minh().pk)
    count_candidates.func(paca.pk, cast.minh().pk)
    count_candidates.func(0, 0)
    assert Candidate.objects.count() == 4
    text = client.get(page).text
    assert text.index("Karim Membre") < text.index("Lucie Membre")
    assert "1 engagement tenu" in text
    send(
        f"{cause.get_absolute_url()}champions/",
        {"person": cast.karim().pk, "words": "Vous l'avez porté."},
    )
    assert "pas encore répondu" in client.get(page).text
    seat = Champion.objects.get()
    operations.decline_role(champion=seat, by=cast.karim(), at=LATER)
    assert "a déjà dit non" in client.get(page).text
    again = operations.solicit_champion(cause=cause, person=cast.karim(), by=cast.minh(), at=LATER)
    operations.accept_role(champion=again, by=cast.karim(), at=LATER)
    assert "porte cette cause" in client.get(page).text
    operations.step_down(champion=again, by=cast.karim(), at=LATER)
    assert client.get(page).status_code == 200
    Candidate.objects.all().update(centrality_rank=None, kept_rank=None)
    assert cause.get_absolute_url() in client.get(page).text
    as_(cast.karim())
    assert client.get(page).status_code == 403


def test_who_is_asked_gets_a_letter_whose_link_answers_nothing(as_, client, send, paca, cause):
    as_(cast.minh())
    told = {"person": cast.karim().pk, "words": "Vous étiez là au début."}
    send(f"{cause.get_absolute_url()}champions/", told)
    seat = Champion.objects.get()
    tasks.send_request.func(seat.pk, "https://maven.example.org/")
    letter = mail.outbox[-1]
    assert letter.to == ["karim@example.org"]
    assert letter.reply_to == ["minh@example.org"]
    assert "Vous étiez là au début." in letter.body
    link = letter.body.partition("https://maven.example.org")[2].split()[0]
    as_(cast.karim())
    page = client.get(link, follow=True)
    assert page.redirect_chain[-1][0].endswith(f"/champions/{seat.pk}/")
    assert "Vous étiez là au début." in page.text
    assert Champion.objects.solicited().get() == seat
    address = f"{cause.get_absolute_url()}champions/{seat.pk}/"
    assert send(address).status_code == 405
    assert send(f"{address}refus/", {"words": "x" * 501}).status_code == 422
    send(f"{address}refus/", {"words": "Pas cette année."})
    seat.refresh_from_db()
    assert (seat.answer, seat.declined_at is not None) == ("Pas cette année.", True)
    tasks.send_reply.func(seat.pk, "https://maven.example.org/")
    assert mail.outbox[-1].to == ["minh@example.org"]
    assert "Pas cette année." in mail.outbox[-1].body
    assert "Vous avez dit non" in client.get(address).text
    as_(cast.minh())
    assert "Pas cette année." in client.get(cause.get_absolute_url()).text
    assert client.get(address).status_code == 404


def test_a_letter_is_in_the_language_of_whoever_reads_it(paca, cause):
    karim, minh = cast.karim(), cast.minh()
    karim.language, minh.language = "en", ""
    karim.save()
    seat = operations.solicit_champion(cause=cause, person=karim, by=minh, at=cast.NOON)
    tasks.send_request.func(seat.pk, "https://e.org")
    operations.accept_role(champion=seat, by=karim, at=LATER)
    tasks.send_reply.func(seat.pk, "https://e.org")
    asked, answered = mail.outbox
    assert asked.subject.startswith("Would you carry")
    assert "https://e.org/en/" in asked.body
    assert "%3Fnext" not in asked.body
    assert "next=/en/m/paca/" in asked.body
    assert answered.subject.startswith("Karim Membre porte")
    assert "next=/m/paca/" in answered.body


def test_a_word_that_is_too_long_asks_nobody_and_says_so(as_, client, send, cause):
    as_(cast.minh())
    told = {"person": cast.karim().pk, "words": "x" * 501}
    send(f"{cause.get_absolute_url()}champions/", told)
    assert "Votre mot est trop long" in client.get(cause.get_absolute_url()).text
    assert not Champion.objects.exists()


def test_equals_have_the_first_of_their_places_and_who_has_no_tie_has_none(paca):
    karim, lucie, salome, odile = cast.karim(), cast.lucie(), cast.salome(), cast.odile()
    session(paca, karim, lucie, salome, promises=[karim, lucie, salome])
    found = candidates_of(paca)

    told = {one.person_id: components_of(one, found)[0] for one in found}

    assert {told[one.pk] for one in (karim, lucie, salome)} == {
        "Au centre des liens qui ont mené à un engagement : place 1 sur 4."
    }
    assert told[odile.pk].endswith("aucun n’est noté.")


def test_the_four_components_are_those_of_the_measure(paca):
    """What is kept and shown is what the method says, figure by figure."""
    karim, lucie, salome = cast.karim(), cast.lucie(), cast.salome()
    session(paca, karim, lucie, promises=[karim], kept=[karim])
    session(paca, karim, salome, promises=[salome])
    proposal(paca, lucie)

    people = {one.pk for one in (karim, lucie, salome, cast.odile())}
    ties = network_of([(karim.pk, lucie.pk, 1), (karim.pk, salome.pk, 1)])
    said = champions(people, quality_ties=ties, accepted={lucie.pk: 1}, kept={karim.pk: 1})
    found = candidates_of(paca)

    assert [
        (
            one.person_id,
            one.mean_rank,
            (one.centrality, one.accepted, one.endorsed, one.kept),
            (one.centrality_rank, one.accepted_rank, one.endorsed_rank, one.kept_rank),
        )
        for one in found
    ] == [
        (
            one.person,
            one.mean_rank,
            (one.centrality, one.accepted, one.endorsed, one.kept),
            one.ranks,
        )
        for one in said.candidates
    ]


def test_who_is_erased_leaves_no_word_of_the_asking(paca, cause):
    karim = cast.karim()
    seat = operations.solicit_champion(
        cause=cause, person=karim, words="Vous qui aimez ces lieux.", by=cast.minh(), at=cast.NOON
    )
    operations.accept_role(champion=seat, words="Avec joie.", by=karim, at=LATER)

    erase_person(person=karim, by=None, at=LATER)

    seat.refresh_from_db()
    assert (seat.words, seat.answer, seat.stepped_down_at) == ("", "", LATER)


def test_letters_leave_only_while_they_mean_something(paca, cause):
    seat = operations.solicit_champion(
        cause=cause, person=cast.karim(), by=cast.minh(), at=cast.NOON
    )
    tasks.send_reply.func(seat.pk, "https://e.org")
    operations.accept_role(champion=seat, words="Avec joie.", by=cast.karim(), at=LATER)
    tasks.send_request.func(seat.pk, "https://e.org")
    assert mail.outbox == []
    tasks.send_reply.func(seat.pk, "https://e.org")
    assert "Avec joie." in mail.outbox[0].body
    assert PreparationStep.objects.get().slug == "champions"


def test_who_has_no_address_is_asked_aloud(as_, client, send, paca, cause):
    rosa = bring(
        mission=paca, name="Rosa Tilleul", presence="name", by=cast.minh(), at=cast.NOON
    ).person
    as_(cast.minh())
    send(f"{cause.get_absolute_url()}champions/", {"person": rosa.pk})
    seat = Champion.objects.get()
    tasks.send_request.func(seat.pk, "https://e.org")
    assert mail.outbox == []
    assert "sans adresse" in client.get(cause.get_absolute_url()).text


@pytest.mark.parametrize("many", [1, 40])
def test_the_page_of_suggestions_costs_the_same(
    as_, client, paca, cause, many, django_assert_max_num_queries
):
    people = [cast.person(f"P{n} Fictive", f"p{n}@example.org") for n in range(many)]
    Candidate.objects.bulk_create(
        Candidate(mission=paca, person=one, mean_rank=1, kept=1, kept_rank=1, counted_at=LATER)
        for one in people
    )
    as_(cast.minh())
    with django_assert_max_num_queries(15):
        assert client.get(f"{cause.get_absolute_url()}champions/proposition/").status_code == 200
