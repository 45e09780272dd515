"""Attendance, marks and minutes as people live them."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from maven.journal.models import Receipt
from maven.missions.models import Membership
from maven.people.models import Person
from maven.sprints.models import (
    Attendance,
    BacklogItem,
    Minutes,
    MinutesLine,
    Registration,
    Roti,
    Session,
    SessionRole,
    SessionTally,
)
from maven.sprints.operations import minutes as verbs
from maven.sprints.operations import rotis
from maven.sprints.wall_code import code_of
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.any_store]
HOUR = timedelta(hours=1)
SECRET = "Phrase que seul le groupe lit"


@pytest.fixture
def session(paca):
    now = timezone.now()
    return Session.objects.create(
        mission=paca,
        title="Atelier des usages",
        kind="other",
        place="Salle des fêtes",
        starts_at=now - HOUR / 2,
        ends_at=now + HOUR,
        opened_at=now,
        changed_at=now,
    )


@pytest.fixture
def draft(session):
    return verbs.open_minutes(session=session, by=cast.karim(), at=timezone.now())


def page(session, rest=""):
    return f"/m/paca/seances/{session.pk}/{rest}"


def line(minutes, words="Une idée", kind="idea", **more):
    said = {"kind": kind, "words": words, "by": cast.karim(), "at": timezone.now(), **more}
    return verbs.write_line(minutes=minutes, **said)


def text(answer):
    return re.sub(r"[\u00a0\u202f]", " ", answer.content.decode())


def mark_of(answer):
    return re.search(r'name="drawn" value="([^"]+)"', answer.content.decode())[1]


def crowd(session, count):
    """People who registered, and came."""
    now = timezone.now()
    people = Person.objects.bulk_create(
        Person(email=f"n{number}@example.org", name=f"Numéro {number}", password="!")
        for number in range(count)
    )
    Membership.objects.bulk_create(
        Membership(mission=session.mission, person=one, role="participant", joined_at=now)
        for one in people
    )
    Registration.objects.bulk_create(
        Registration(session=session, person=one, state="coming", registered_at=now)
        for one in people
    )
    Attendance.objects.bulk_create(
        Attendance(session=session, person=one, arrived_at=now, way="list") for one in people[::2]
    )


# The wall, and the telephone


def test_from_the_wall_one_button_says_it_and_looking_writes_nothing(as_, send, session):
    code = code_of(session, at=timezone.now())
    wall = as_(cast.minh()).get(page(session, "ecran/"))
    assert f"/s/{code}/" in text(wall)
    in_english = text(as_(cast.minh()).get("/en" + page(session, "ecran/")))
    assert f"/s/{code}/" in in_english
    assert f"/en/s/{code}/" not in in_english, "the room speaks the language of the mission"
    phone = as_(cast.karim())
    asked = phone.get(f"/s/{code}/")
    assert asked.url == page(session, f"presence/moi/?code={code}")
    assert "Je suis là" in text(phone.get(asked.url))
    assert not Attendance.objects.exists()
    for _ in range(2):
        assert send(page(session, "presence/moi/"), {"code": code}).status_code == 303
    there = Attendance.objects.get()

    assert (there.person, there.way) == (cast.karim(), "code")
    assert "Votre présence est notée" in text(phone.get(page(session, "presence/moi/")))


def test_a_guest_signs_in_and_comes_back_to_the_button(client, session):
    code = code_of(session, at=timezone.now())
    for address in (f"/s/{code}/", page(session, f"presence/moi/?code={code}")):
        answer = client.get(address)
        assert answer.status_code == 302
        assert "/connexion/" in answer.url
        assert code in answer.url


def test_without_the_code_nobody_is_there_except_from_afar(as_, send, session):
    phone = as_(cast.karim())
    assert "Visez le code" in text(phone.get(page(session, "presence/moi/")))
    assert send(page(session, "presence/moi/"), {"code": "x-y"}).status_code == 422
    assert phone.get("/s/1-aaaaaaaa/").status_code == 404
    Session.objects.update(place="", link="https://example.org/visio")
    assert send(page(session, "presence/moi/")).status_code == 303
    assert Attendance.objects.get().way == "self"


def test_out_of_its_time_the_page_says_so_and_the_wall_too(as_, send, session):
    Session.objects.update(
        starts_at=session.starts_at + 5 * HOUR,
        ends_at=session.ends_at + 5 * HOUR,
        place="",
        link="https://example.org/visio",
    )
    answer = as_(cast.minh()).get(page(session, "ecran/"))
    assert "une demi-heure" in text(answer)
    assert "une demi-heure" in text(as_(cast.karim()).get(page(session, "presence/moi/")))
    answer = send(page(session, "presence/moi/"), follow=True)
    assert "rien n'est noté" in text(answer).replace("’", "'")  # noqa: RUF001
    assert not Attendance.objects.exists()


def test_whoever_takes_no_part_is_led_to_the_door(as_, session):
    answer = as_(cast.theo()).get(
        page(session, f"presence/moi/?code={code_of(session, at=timezone.now())}")
    )
    assert "/m/paca/rejoindre/" in text(answer)


# The team's list


def test_the_team_ticks_looks_for_counts_and_gives_parts(as_, send, session):
    team = as_(cast.minh())
    Registration.objects.create(
        session=session, person=cast.karim(), state="coming", registered_at=timezone.now()
    )
    found = team.get(page(session, "presence/"), {"q": "lucie"})
    assert "Karim Membre" in text(found)
    assert "Lucie Membre" in text(found)
    pks = [cast.karim().pk, cast.lucie().pk]
    sent = {"shown": [*pks, cast.theo().pk, "x"], "there": [*pks, cast.theo().pk]}
    assert send(page(session, "presence/"), sent).status_code == 303
    assert Attendance.objects.count() == 2  # Théo takes no part
    sent = {"shown": pks, "before": pks, "there": pks[:1]}
    send(page(session, "presence/"), sent)
    assert [one.person for one in Attendance.objects.all()] == [cast.karim()]
    send(page(session, "presence/chiffres/"), {"without_account": "3", "days": "1.5"})
    tally = SessionTally.objects.get()
    assert (tally.without_account, tally.days) == (3, 1.5)
    send(page(session, "presence/roles/"), {"person": cast.karim().pk, "role": "scribe"})
    part = SessionRole.objects.get()
    assert "Karim Membre" in text(team.get(page(session)))
    send(page(session, "presence/roles/"), {"take_back": part.pk})
    send(page(session, "presence/roles/"), {"take_back": part.pk})
    assert not SessionRole.objects.exists()


def test_wrong_counts_and_parts_are_told(as_, send, session):
    as_(cast.minh())
    for data in ({"without_account": "-1"}, {"without_account": "1", "days": "900"}, {}):
        assert send(page(session, "presence/chiffres/"), data).status_code == 422
    assert send(page(session, "presence/roles/"), {"person": "0", "role": "x"}).status_code == 422


def test_two_of_the_team_who_count_at_once_read_each_other(as_, send, session):
    team = as_(cast.minh())
    mark = mark_of(team.get(page(session, "presence/")))
    first = {"without_account": "3", "days": "1", "drawn": mark}
    assert send(page(session, "presence/chiffres/"), first).status_code == 303
    answer = send(page(session, "presence/chiffres/"), first | {"without_account": "5"})
    assert answer.status_code == 422
    assert SessionTally.objects.get().without_account == 3


def test_nothing_is_noted_before_a_session_nor_of_one_called_off(as_, send, session):
    team = as_(cast.minh())
    sent = {
        "presence/": {"shown": cast.karim().pk, "there": cast.karim().pk},
        "presence/chiffres/": {"without_account": "1"},
    }
    Session.objects.update(
        starts_at=session.starts_at + 5 * HOUR, ends_at=session.ends_at + 6 * HOUR
    )
    assert "La liste ouvre" in text(team.get(page(session, "presence/")))
    for rest, data in sent.items():
        assert send(page(session, rest), data).status_code == 409
    Session.objects.update(called_off_at=timezone.now(), called_off_reason="Neige")
    sent["presence/roles/"] = {"person": cast.karim().pk, "role": "lead"}
    sent["compte-rendu/ouvrir/"] = {}
    for rest, data in sent.items():
        assert send(page(session, rest), data).status_code == 409
    for rest in ("ecran/", "presence/", "presence/moi/", "compte-rendu/"):
        assert "annulée" in text(team.get(page(session, rest)))
    assert not Attendance.objects.exists()
    assert not Minutes.objects.exists()


# Marks


def test_marks_are_shown_from_three_on_and_leave_no_trace_of_who(as_, send, session):
    for who, mark in ((cast.karim(), 5), (cast.lucie(), 3), (cast.salome(), 3)):
        browser = as_(who)
        assert "Moyenne" not in text(browser.get(page(session, "roti/")))
        assert send(page(session, "roti/"), {"mark": mark, "words": ""}).status_code == 303
    assert send(page(session, "roti/"), {"mark": 1}).status_code == 303
    assert Roti.objects.count() == 3
    assert not Receipt.objects.exists()
    assert "3,7 sur 5" in text(as_(cast.salome()).get(page(session, "roti/")))
    assert send(page(session, "roti/"), {"mark": 9}).status_code == 422
    Session.objects.update(
        starts_at=session.starts_at - 30 * 24 * HOUR, ends_at=session.starts_at - 20 * 24 * HOUR
    )
    as_(cast.odile())
    assert send(page(session, "roti/"), {"mark": 1}).status_code == 409


def test_a_mark_is_given_before_those_of_the_others_are_read(as_, client, session):
    for who, mark in ((cast.karim(), 5), (cast.lucie(), 3), (cast.salome(), 3)):
        given = {"mark": mark, "words": f"Mot de {mark}", "by": who, "at": timezone.now()}
        rotis.give_mark(session=session, **given)
    as_guest = text(client.get(page(session, "roti/")))
    not_yet = text(as_(cast.minh()).get(page(session, "roti/")))

    assert "3,7 sur 5" in as_guest
    assert "Mot de" not in as_guest
    assert "sur 5" not in not_yet
    assert "Mot de" not in not_yet
    assert "Mot de 5" in text(as_(cast.lucie()).get(page(session, "roti/")))


def test_marks_are_said_in_the_language_of_the_reader(as_, session):
    english = text(as_(cast.karim()).get("/en" + page(session, "roti/")))
    assert "5 · Excellent: well worth it" in english
    assert "Temps perdu" not in english


# Minutes


def test_minutes_are_begun_written_published_and_read_by_all(as_, send, client, session):
    as_(cast.karim())
    assert "Commencer" in text(client.get(page(session, "compte-rendu/")))
    send(page(session, "compte-rendu/ouvrir/"))
    answer = send(page(session, "compte-rendu/lignes/"), {"kind": "agreement", "words": SECRET})
    assert answer.url.endswith("?genre=agreement#ajouter")
    assert (
        send(page(session, "compte-rendu/lignes/"), {"kind": "x", "words": ""}).status_code == 422
    )
    send(page(session, "compte-rendu/resume/"), {"summary": "Trois points."})
    assert SECRET in text(client.get(page(session, "compte-rendu/?genre=idea")))
    assert SECRET not in text(as_(cast.salome()).get(page(session, "compte-rendu/")))
    assert as_(cast.karim()).get(page(session)).status_code == 200
    assert send(page(session, "compte-rendu/publier/")).status_code == 403
    as_(cast.minh())
    assert send(page(session, "compte-rendu/publier/")).status_code == 303
    send(page(session, "compte-rendu/publier/"))
    found = text(client.get(page(session, "compte-rendu/")))
    assert "Trois points." in found
    send(page(session, "compte-rendu/lignes/"), {"kind": "idea", "words": "Oubliée"})
    client.logout()
    found = text(client.get(page(session, "compte-rendu/")))
    assert SECRET in found
    assert found.index("Ajouté depuis") < found.index("Oubliée")
    assert "compte rendu" in text(client.get(page(session)))


def test_a_guest_reads_what_is_promised_never_by_whom(as_, client, session, draft):
    line(draft, "Appeler les maires", kind="commitment", person=cast.lucie())
    verbs.publish_minutes(minutes=draft, by=cast.minh(), at=timezone.now())
    name = cast.lucie().name
    found = text(client.get(page(session, "compte-rendu/")))
    assert "Appeler les maires" in found
    assert name not in found
    as_(cast.karim())
    assert name in text(client.get(page(session, "compte-rendu/")))


def test_published_minutes_refuse_every_change(as_, send, session, draft):
    one = line(draft)
    as_(cast.minh())
    send(page(session, "compte-rendu/publier/"))
    for rest, data in (
        ("resume/", {"summary": "Autre"}),
        (f"lignes/{one.pk}/", {"kind": "idea", "words": "Autre"}),
    ):
        assert send(page(session, f"compte-rendu/{rest}"), data).status_code == 409
    one.refresh_from_db()
    assert one.words == "Une idée"


def test_empty_minutes_are_not_published(as_, send, session, draft):
    as_(cast.minh())
    assert send(page(session, "compte-rendu/publier/")).status_code == 422


def test_two_who_change_one_line_read_each_other_and_lines_of_both_are_kept(
    as_, send, session, draft
):
    one = line(draft)
    here = page(session, f"compte-rendu/lignes/{one.pk}/")
    mark = mark_of(as_(cast.lucie()).get(here))
    first = {"kind": "idea", "words": "De Lucie", "drawn": mark}
    assert send(here, first).status_code == 303
    as_(cast.karim())
    answer = send(here, {"kind": "idea", "words": "De Karim", "drawn": mark})
    assert answer.status_code == 422
    assert "De Lucie" in text(answer)
    assert "De Karim" in text(answer)
    again = {"kind": "idea", "words": "De tous deux", "drawn": mark_of(answer)}
    assert send(here, again).status_code == 303
    one.refresh_from_db()
    assert one.words == "De tous deux"


def test_words_sent_to_a_line_taken_out_wait_in_the_form_that_adds_one(as_, send, session, draft):
    one = line(draft, person=cast.minh())
    here = page(session, f"compte-rendu/lignes/{one.pk}/")
    as_(cast.karim())
    assert send(here, {"remove": "1"}).status_code == 303
    assert send(here, {"remove": "1"}).status_code == 303
    answer = send(here, {"kind": "idea", "words": "À ne pas perdre"})
    assert answer.status_code == 409
    assert "À ne pas perdre" in text(answer)
    assert as_(cast.karim()).get(here).status_code == 404


def test_a_line_becomes_an_item_a_tension_a_commitment_kept(as_, send, session, draft):
    idea, gap = line(draft), line(draft, "Trop lent", "tension")
    promise = line(draft, "J'appelle", "commitment", person=cast.lucie())
    lines = page(session, "compte-rendu/lignes/")
    as_(cast.karim())
    assert send(f"{lines}{idea.pk}/suite/", {"to": "reserve"}).status_code == 303
    assert BacklogItem.objects.get().source == "Compte rendu de « Atelier des usages »"
    assert send(f"{lines}{idea.pk}/suite/", {"to": "kept"}).status_code == 404
    said = {"desired": "Vite", "observed": "Trop lent"}
    assert send(f"{lines}{gap.pk}/tension/", {"desired": ""}).status_code == 422
    assert send(f"{lines}{gap.pk}/tension/", said).status_code == 303
    gap.refresh_from_db()
    assert gap.tension is None  # no sprint runs
    cast.sprint(session.mission)
    browser = as_(cast.lucie())
    assert "Trop lent" in text(browser.get(f"{lines}{gap.pk}/tension/"))
    assert browser.get(f"{lines}{idea.pk}/tension/").status_code == 404
    send(f"{lines}{gap.pk}/tension/", said)
    assert "Oui, je le ferai" in text(browser.get(page(session, "compte-rendu/")))
    send(f"{lines}{promise.pk}/reponse/", {"yes": "1"})
    promise.refresh_from_db()
    assert promise.word == "confirmed"
    as_(cast.karim())
    send(f"{lines}{promise.pk}/reponse/", {"no": "1"})
    send(f"{lines}{promise.pk}/suite/", {"to": "kept"})
    promise.refresh_from_db()
    assert (promise.person, promise.kept_at is None) == (cast.lucie(), False)
    found = text(browser.get(page(session, "compte-rendu/")))
    assert "dans la réserve" in found
    assert "parmi les tensions" in found


def test_a_member_names_only_those_who_appear_by_name(as_, session, draft):
    Person.objects.filter(pk=cast.odile().pk).update(presence="point")
    here = page(session, "compte-rendu/")
    assert "Odile" not in text(as_(cast.karim()).get(here))
    assert "Odile" in text(as_(cast.minh()).get(here))


def test_a_line_of_somebody_who_is_not_shown_by_name_names_nobody_to_a_member(as_, session, draft):
    mine = line(draft, person=cast.odile())
    Person.objects.filter(pk=cast.odile().pk).update(presence="point")
    here = page(session, f"compte-rendu/lignes/{mine.pk}/")
    assert "Odile" not in text(as_(cast.karim()).get(here))
    assert "Odile" in text(as_(cast.minh()).get(here))


def test_minutes_and_lines_that_are_not_there_are_not_found(as_, send, session):
    as_(cast.minh())
    for rest in ("resume/", "lignes/", "publier/"):
        answer = send(page(session, f"compte-rendu/{rest}"), {"kind": "idea", "words": "x"})
        assert answer.status_code == 404


def test_a_day_far_away_and_too_many_lines_are_told(as_, send, session, draft, monkeypatch):
    as_(cast.minh())
    here = page(session, "compte-rendu/lignes/")
    far = {"kind": "commitment", "words": "x", "due_on": "2999-01-01"}
    assert send(here, far).status_code == 422
    monkeypatch.setattr(verbs, "MOST_LINES", 0)
    assert send(here, {"kind": "idea", "words": "Perdue ?"}).status_code == 422


def test_pages_ask_as_little_for_four_hundred_people_and_three_hundred_lines(
    as_, session, draft, django_assert_max_num_queries
):
    crowd(session, 400)
    people = [cast.karim(), cast.lucie(), None]
    MinutesLine.objects.bulk_create(
        MinutesLine(
            minutes=draft,
            rank=rank,
            kind=MinutesLine.Kind.values[rank % 6],
            words=f"Ligne {rank}",
            person=people[rank % 3],
            written_at=timezone.now(),
        )
        for rank in range(1, 301)
    )
    team = as_(cast.minh())
    for rest in ("", "presence/?q=num", "compte-rendu/", "roti/", "ecran/", "presence/moi/"):
        with django_assert_max_num_queries(15):
            assert team.get(page(session, rest)).status_code == 200
    Minutes.objects.update(published_at=timezone.now())
    with django_assert_max_num_queries(15):
        team.get(page(session, "compte-rendu/"))
