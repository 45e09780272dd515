import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maven.causes import operations
from maven.causes.models import Cause, Champion
from tests import cast

pytestmark = pytest.mark.any_store  # about pages; the verbs are asked on both stores

ALL = "/m/paca/causes/"


@pytest.fixture
def cause(paca):
    return cast.cause(paca)


def ask(cause, person):
    return operations.solicit_champion(cause=cause, person=person, by=cast.minh(), at=cast.NOON)


def test_everybody_reads_the_causes_of_an_open_mission(client, cause):
    text = client.get(ALL).content.decode()
    assert cause.title in text
    assert "Champion à trouver" in text
    page = client.get(cause.get_absolute_url()).content.decode()
    assert "Cette cause attend" in page
    assert "Modifier" not in page


@pytest.mark.parametrize("size", [1, 12])
def test_the_list_costs_the_same_whatever_its_length(client, paca, size):
    for n in range(size):
        seat = ask(cast.cause(paca, f"Cause {n}"), cast.karim())
        operations.accept_role(champion=seat, by=cast.karim(), at=cast.NOON)

    with CaptureQueriesContext(connection) as asked:
        client.get(ALL)

    assert len(asked) <= 6


def test_former_words_lead_to_the_current_address(client, cause):
    assert client.get(f"{ALL}avant-{cause.pk}/")["Location"] == cause.get_absolute_url()


def test_the_causes_of_a_closed_mission_are_seen_by_its_people_only(client, as_, db):
    cause = cast.cause(cast.elsewhere(), "Secret")
    for address in ("/m/ailleurs/causes/", cause.get_absolute_url()):
        assert client.get(address).status_code == 404
        assert as_(cast.minh()).get(address).status_code == 404
        assert as_(cast.ana()).get(address).status_code == 200
        client.logout()


def test_a_cause_of_another_mission_is_not_found_through_ones_own(as_, cause):
    cast.elsewhere()
    page = as_(cast.ana()).get(f"/m/ailleurs/causes/{cause.slug}-{cause.pk}/")
    assert page.status_code == 404


def test_a_facilitator_names_and_rewords_a_cause(as_, send, paca):
    as_(cast.minh())
    send(f"{ALL}nouvelle/", {"title": "Relier les vallées", "purpose": "Ensemble."})
    cause = Cause.objects.get()
    page = send(f"{cause.get_absolute_url()}texte/", {"title": "Relier", "purpose": ""})

    cause.refresh_from_db()
    assert page["Location"] == cause.get_absolute_url()
    assert cause.title == "Relier"
    assert send(f"{ALL}nouvelle/", {"title": "Relier", "purpose": ""}).status_code == 422
    assert send(f"{ALL}nouvelle/", {"title": ""}).status_code == 422


def test_a_facilitator_asks_and_the_person_accepts_on_the_page(as_, client, send, cause):
    as_(cast.minh())
    send(f"{cause.get_absolute_url()}champions/", {"person": cast.karim().pk})
    assert "Karim" in client.get(cause.get_absolute_url()).content.decode()

    text = as_(cast.karim()).get(cause.get_absolute_url()).content.decode()
    assert "Voulez\u2011vous porter cette cause" in text
    seat = Champion.objects.get()
    send(f"{cause.get_absolute_url()}champions/{seat.pk}/accord/")

    client.logout()
    assert "Karim" in client.get(cause.get_absolute_url()).content.decode()
    assert "Champion à trouver" not in client.get(ALL).content.decode()


def test_who_is_asked_is_not_shown_to_others_before_they_accept(client, cause):
    ask(cause, cast.karim())
    assert "Karim" not in client.get(cause.get_absolute_url()).content.decode()


def test_who_is_asked_may_decline_and_who_stands_may_step_down(as_, send, cause):
    seat = ask(cause, cast.karim())
    as_(cast.karim())
    seats = f"{cause.get_absolute_url()}champions/{seat.pk}/"
    send(f"{seats}refus/")
    assert not Champion.objects.solicited().exists()
    ask(cause, cast.karim())
    send(f"{seats}accord/")
    assert Champion.objects.standing().exists()
    send(f"{seats}depart/")
    assert not Champion.objects.standing().exists()
    assert send(f"{seats}accord/").status_code == 303
    assert not Champion.objects.standing().exists()


def test_nobody_answers_for_another(as_, send, cause):
    seat = ask(cause, cast.karim())
    as_(cast.lucie())
    for act in ("accord", "refus", "depart"):
        address = f"{cause.get_absolute_url()}champions/{seat.pk}/{act}/"
        assert send(address).status_code == 404


def test_a_stranger_cannot_be_asked(as_, send, cause):
    as_(cast.minh())
    for pk in (cast.theo().pk, 0, "x"):
        send(f"{cause.get_absolute_url()}champions/", {"person": pk})
    assert not Champion.objects.exists()


@pytest.mark.parametrize("who", [cast.karim, cast.odile, cast.salome, cast.theo, cast.ana])
def test_only_the_team_names_rewords_and_asks(as_, client, send, cause, who):
    as_(who())
    for address in ("nouvelle/", f"{cause.slug}-{cause.pk}/texte/"):
        assert client.get(ALL + address).status_code == 403
        assert send(ALL + address, {"title": "X"}).status_code == 403
    assert send(f"{cause.get_absolute_url()}champions/", {"person": 1}).status_code == 403
    assert Cause.objects.count() == 1


def test_who_chose_not_to_be_named_carries_a_cause_without_a_name(client, cause, paca):
    salome = cast.salome()
    operations.accept_role(champion=ask(cause, salome), by=salome, at=cast.NOON)
    salome.presence = "absent"
    salome.save(update_fields=["presence"])

    for address in (cause.get_absolute_url(), "/m/paca/causes/", "/m/paca/"):
        page = client.get(address).text
        assert "Un membre" in page
        assert salome.name not in page
