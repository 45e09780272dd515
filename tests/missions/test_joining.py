import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from maven.journal.models import Fact
from maven.missions import operations
from maven.missions.models import Membership, Role
from maven.people.models import Person
from tests import cast


@pytest.fixture
def link(paca):
    letter = operations.invite(
        mission=paca,
        email="nadia@exemple.fr",
        name="Nadia Bel",
        role="member",
        by=cast.minh(),
        at=timezone.now(),
    )
    return reverse("missions:join", args=[letter.token])


def test_looking_at_the_link_does_nothing(paca, link, client):
    facts = Fact.objects.count()
    page = client.get(link)
    assert page.status_code == 200
    for words in ("Minh Facilitant", paca.name, "nadia@exemple.fr"):
        assert words in page.text
    assert Fact.objects.count() == facts
    assert "invitation" not in client.session


def test_who_is_signed_in_joins_by_the_button(paca, link, as_, send):
    theo = cast.theo()
    as_(theo)
    response = send(link)
    assert (response.status_code, response.url) == (303, paca.get_absolute_url())
    part = Membership.objects.between(paca, theo)
    assert (part.role, part.invited_by) == (Role.MEMBER, cast.minh())
    assert "membership.joined" in [fact.verb for fact in Fact.objects.of(paca.chain)]


def test_a_guest_comes_in_by_the_code_sent_to_her_address_and_is_in(paca, link, client, send):
    response = send(link)
    assert response.status_code == 302
    door = client.get(response.url)
    assert 'value="nadia@exemple.fr"' in door.text
    assert (
        send(reverse("account_request_login_code"), {"email": "nadia@exemple.fr"}).status_code
        == 302
    )
    [letter] = mail.outbox
    code = re.search(r"^\s{4}(\S+)$", letter.body, re.M)[1]
    response = send(reverse("account_confirm_login_code"), {"code": code})
    assert response.url == paca.get_absolute_url()
    nadia = Person.objects.by_address("nadia@exemple.fr")
    assert nadia.name == "Nadia Bel"
    assert Membership.objects.between(paca, nadia).role == Role.MEMBER


def test_the_same_link_leads_home_whoever_used_it_already(paca, link, as_, send):
    client = as_(cast.theo())
    send(link)
    assert "Vous participez déjà" in client.get(link).text
    assert send(link).status_code == 303
    assert Membership.objects.of(paca).filter(person=cast.theo()).count() == 1


def test_who_has_left_does_not_come_back_by_the_former_link(paca, link, as_, send):
    as_(cast.theo())
    send(link)
    send(reverse("missions:departure", args=["paca"]))
    assert send(link).status_code == 409
    assert Membership.objects.between(paca, cast.theo()) is None


def test_a_link_that_somebody_used_opens_nothing_for_others(link, as_, send, client):
    as_(cast.theo())
    send(link)
    as_(cast.ana())
    assert client.get(link).status_code == 409
    assert "a déjà servi" in send(link).text
    client.logout()
    assert client.get(link).status_code == 409


def test_an_expired_link_says_so(paca, client, send):
    letter = operations.invite(
        mission=paca,
        email="x@exemple.fr",
        name="",
        role="member",
        by=cast.minh(),
        at=timezone.now() - timedelta(days=15),
    )
    link = reverse("missions:join", args=[letter.token])
    assert client.get(link).status_code == 410
    assert "a expiré" in send(link).text


@pytest.mark.django_db
def test_an_unknown_link_says_so(client):
    page = client.get(reverse("missions:join", args=["inconnu"]))
    assert page.status_code == 404
    assert "n’ouvre rien" in page.text


def test_a_letter_of_a_lesser_part_takes_nothing_away(paca, as_, send):
    letter = operations.invite(
        mission=paca,
        email="odile@example.org",
        name="",
        role="participant",
        by=cast.minh(),
        at=timezone.now(),
    )
    as_(cast.odile())
    send(reverse("missions:join", args=[letter.token]))
    assert Membership.objects.between(paca, cast.odile()).role == Role.SPONSOR


def test_anybody_with_an_account_joins_an_open_mission(paca, as_, send):
    as_(cast.theo())
    response = send(reverse("missions:membership", args=["paca"]))
    assert (response.status_code, response.url) == (303, paca.get_absolute_url())
    assert Membership.objects.between(paca, cast.theo()).role == Role.PARTICIPANT


@pytest.mark.parametrize(
    ("asked", "reached"),
    [("/m/paca/causes/", "/m/paca/causes/"), ("https://ailleurs.example/", "/m/paca/")],
)
def test_one_goes_back_where_one_came_from_inside_the_house(paca, as_, send, asked, reached):
    as_(cast.theo())
    assert send(reverse("missions:membership", args=["paca"]), {"next": asked}).url == reached


def test_a_guest_cannot_join_without_an_account(paca, send):
    assert send(reverse("missions:membership", args=["paca"])).status_code == 403


def test_a_closed_mission_is_joined_by_invitation_only(db, as_, send):
    cast.elsewhere()
    as_(cast.theo())
    assert send(reverse("missions:membership", args=["ailleurs"])).status_code == 404


def test_one_leaves_when_one_wishes_and_may_come_back(paca, as_, send):
    client = as_(cast.karim())
    page = reverse("missions:departure", args=["paca"])
    assert client.get(page).status_code == 200
    assert Membership.objects.between(paca, cast.karim())
    assert send(page).url == reverse("front:home")
    assert Membership.objects.between(paca, cast.karim()) is None
    assert client.get(page).status_code == 403
    send(reverse("missions:membership", args=["paca"]))
    assert Membership.objects.between(paca, cast.karim()).role == Role.PARTICIPANT


def test_the_last_facilitator_stays(paca, as_, send):
    as_(cast.minh())
    page = reverse("missions:departure", args=["paca"])
    response = send(page)
    assert response.status_code == 422
    assert "jamais laissée seule" in response.text
    operations.join(mission=paca, role="facilitator", invited_by=None, by=cast.theo(), at=cast.NOON)
    assert send(page).status_code == 303


def test_leaving_a_mission_one_is_not_in_is_no_fact(paca):
    facts = Fact.objects.count()
    operations.leave(mission=paca, by=cast.theo(), at=cast.NOON)
    assert Fact.objects.count() == facts


def test_a_link_replaced_while_the_code_travelled_opens_nothing(paca, link, client, send):
    send(link)
    operations.invite(
        mission=paca,
        email="nadia@exemple.fr",
        name="",
        role="member",
        by=cast.minh(),
        at=timezone.now(),
    )
    send(reverse("account_request_login_code"), {"email": "nadia@exemple.fr"})
    code = re.search(r"^\s{4}(\S+)$", mail.outbox[0].body, re.M)[1]
    response = send(reverse("account_confirm_login_code"), {"code": code})
    assert response.url == link
    page = client.get(link)
    assert page.status_code == 404
    assert "n’ouvre rien" in page.text
    assert client.get("/moi/").status_code == 200, "she is in the house, not in the mission"
