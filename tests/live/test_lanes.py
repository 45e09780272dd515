"""Which address goes to which lane."""

import pytest
from django.urls import reverse

from maven.live.lanes import EVENTS, OPINIONS
from tests import cast


@pytest.mark.django_db
@pytest.mark.parametrize("english", [False, True])
def test_opinions_are_known_by_their_address(paca, english):
    call = cast.consultation(paca)
    address = reverse("voices:opinions", args=[paca.slug, call.slug, call.pk])

    found = OPINIONS.fullmatch(f"/en{address}" if english else address)

    assert int(found["pk"]) == call.pk
    assert OPINIONS.fullmatch(call.get_absolute_url()) is None


def test_events_are_known_by_their_address():
    assert EVENTS.fullmatch(reverse("live:events", args=[7]))["pk"] == "7"


@pytest.mark.django_db
def test_anyone_may_follow_an_open_mission(client, paca):
    call = cast.consultation(paca)

    answer = client.get(reverse("live:events", args=[call.pk]))

    assert answer.json() == {"people": 0, "answers": 0}
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_a_closed_mission_and_nothing_look_the_same(client, as_, paca):
    secret = cast.consultation(cast.elsewhere())
    address = reverse("live:events", args=[secret.pk])

    hidden, absent = client.get(address), client.get(reverse("live:events", args=[secret.pk + 9]))

    assert hidden.status_code == absent.status_code == 404
    assert as_(cast.minh()).get(address).status_code == 404
    assert as_(cast.ana()).get(address).status_code == 200
