"""The kick-off: an agenda from a template, followed in the room, and steps ticked by themselves."""

from datetime import timedelta

import pytest
from django.utils import timezone

from maven.missions.preparation import preparation_of
from maven.sprints.models import AgendaItem, BacklogItem, Session
from maven.sprints.operations import backlog as verbs
from maven.sprints.operations.kick_offs import prepare_kick_off
from maven.sprints.operations.sessions import Item
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.any_store]
HERE = "/m/paca/kick-off/"
WHEN = {"on": "2027-03-01", "starts": "14:00", "ends": "16:30"}


def prepared(mission, *, starts_in=timedelta(days=7)):
    start = timezone.now() + starts_in
    return prepare_kick_off(
        mission=mission,
        title="Réunion de lancement",
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        items=[Item(title="Accueil", minutes=10), Item(title="La question", minutes=110)],
        by=cast.minh(),
        at=timezone.now(),
    )


def proposed(mission, title):
    return verbs.add_item(
        mission=mission, kind="action", title=title, by=cast.karim(), at=cast.NOON
    )


def ticks(mission):
    phase = preparation_of(mission)[2]
    return {shown.step.slug for shown in phase.steps if shown.done}


def test_the_template_becomes_a_session_in_one_tap_with_who_leads(as_, send, paca):
    client = as_(cast.minh())
    page = client.get(HERE).content.decode()
    assert "et ce qui sera fait du résultat" in page
    assert send(HERE, WHEN).status_code == 303
    session = Session.objects.get()
    items = list(AgendaItem.objects.of(session).in_order())
    assert (session.kind, session.title) == ("kick_off", "Réunion de lancement")
    assert sum(one.minutes for one in items) == session.minutes == 150
    assert [items[0].lead, items[1].lead] == [cast.minh(), cast.odile()]
    assert items[4].lead_words == "tout le monde"
    page = client.get(HERE).content.decode()
    assert f"/m/paca/seances/{session.pk}/ordre-du-jour/" in page
    assert "Odile Commande" in page
    assert "14 h 00 – 14 h 10 · 10 min" in page.replace("\xa0", " ").replace("\u202f", " ")


def test_the_agenda_is_in_the_language_of_the_mission_and_says_so_in_another(as_, paca):
    """All read what is written in it: whoever prepares it does not choose for the others."""
    client = as_(cast.minh())
    english = client.get("/en" + HERE).content.decode()
    assert '<ol class="acts" lang="fr">' in english
    assert "In the language of the mission" in english
    assert 'class="acts" lang' not in client.get(HERE).content.decode()


def test_a_second_tap_shows_the_kick_off_there_is(as_, send, paca):
    as_(cast.minh())
    for _ in range(2):
        assert send(HERE, WHEN).status_code == 303
    assert Session.objects.count() == 1
    assert AgendaItem.objects.count() == 7


def test_a_date_that_cannot_be_is_told_and_nothing_is_written(as_, send, paca):
    as_(cast.minh())
    answer = send(HERE, {**WHEN, "ends": "13:00"})
    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()
    assert not Session.objects.exists()


def test_in_the_room_the_page_and_the_wall_say_what_is_under_way(as_, paca, client):
    prepared(paca, starts_in=-timedelta(minutes=30))
    page = client.get(HERE).content.decode()
    assert page.count('aria-current="step"') == 1
    assert "deplacer" not in as_(cast.minh()).get(HERE).content.decode(), "it has begun"
    wall = client.get(HERE + "ecran/").content.decode()
    assert "<h1>La question</h1>" in wall


def test_without_a_date_the_wall_says_so_and_members_are_told_who_sets_it(client, as_, paca):
    assert "pas encore de date" in client.get(HERE + "ecran/").content.decode()
    assert "L’équipe d’animation fixe la date" in as_(cast.karim()).get(HERE).content.decode()


def test_the_toolbox_is_shown_on_the_wall_by_its_eight_families(client, paca):
    page = client.get(HERE + "boite-a-outils/").content.decode()
    assert page.count("act-card") == 8
    assert "Huit familles" in page
    english = client.get("/en" + HERE + "boite-a-outils/").content.decode()
    assert "Eight families of activities" in english


def test_what_is_proposed_in_the_room_comes_back_to_the_kick_off(as_, send, paca):
    as_(cast.karim())
    answer = send("/m/paca/reserve/proposer/", {"title": "Une veillée", "back": "kick_off"})
    assert answer["Location"] == HERE + "#reserve"


def test_the_first_actions_are_picked_kept_and_first(as_, send, paca):
    a, b, c = (proposed(paca, title) for title in "ABC")
    verbs.accept_item(item=c, seen="new", by=cast.minh(), at=cast.NOON)
    client = as_(cast.minh())
    address = HERE + "premieres-actions/"
    assert client.get(address).content.decode().count("checkbox") == 3
    assert send(address, {}).status_code == 422
    assert send(address, {"item": [b.pk, a.pk]}).status_code == 303
    order = BacklogItem.objects.of(paca).accepted().in_order()
    assert [one.title for one in order] == ["A", "B", "C"]


def test_a_choice_that_a_colleague_declined_meanwhile_changes_nothing(as_, send, paca, monkeypatch):
    item = proposed(paca, "A")
    stale = [BacklogItem.objects.get(pk=item.pk)]
    verbs.decline_item(item=item, seen="new", reason="Non.", by=cast.minh(), at=cast.NOON)
    monkeypatch.setattr("maven.sprints.kick_off_queries.to_choose", lambda _mission: stale)
    as_(cast.minh())
    address = HERE + "premieres-actions/"
    assert send(address, {"item": [item.pk]})["Location"] == address
    assert BacklogItem.objects.get().state == "declined"


def test_members_see_what_can_be_chosen_guests_what_is_kept(client, as_, send, paca):
    proposed(paca, "Une veillée")
    address = HERE + "premieres-actions/"
    assert "veillée" not in client.get(address).content.decode()
    page = as_(cast.karim()).get(address).content.decode()
    assert "veillée" in page
    assert "checkbox" not in page
    assert send(address, {"item": ["1"]}).status_code == 403
    assert send(HERE, WHEN).status_code == 403


def test_the_steps_of_phase_c_are_ticked_by_what_there_is(as_, paca):
    assert ticks(paca) == set()
    prepared(paca)
    item = proposed(paca, "A")
    assert ticks(paca) == {"backlog"}
    verbs.accept_item(item=item, seen="new", by=cast.minh(), at=cast.NOON)
    Session.objects.update(
        starts_at=cast.NOON - timedelta(hours=2), ends_at=cast.NOON - timedelta(hours=1)
    )
    assert ticks(paca) == {"toolbox", "backlog", "first-actions"}
    page = as_(cast.minh()).get("/m/paca/animer/lancement/").content.decode()
    assert page.count("coché tout seul") == 3
    assert HERE in page


def test_the_pages_of_the_kick_off_take_few_queries(as_, paca, django_assert_max_num_queries):
    prepared(paca)
    BacklogItem.objects.bulk_create(
        BacklogItem(mission=paca, title=str(n), state="new", rank=n, proposed_at=cast.NOON)
        for n in range(200)
    )
    client = as_(cast.minh())
    for page in ("", "ecran/", "boite-a-outils/", "premieres-actions/"):
        with django_assert_max_num_queries(15):
            assert client.get(HERE + page).status_code == 200
