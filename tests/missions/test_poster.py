import re

import pytest
from django.urls import reverse

from maven.missions.models import Mission
from tests import cast

pytestmark = pytest.mark.any_store

POSTER = reverse("missions:poster", args=["paca"])


def test_a_facilitator_prints_a_sheet_for_the_wall(paca, as_, client):
    as_(cast.minh())
    page = client.get(POSTER).text
    assert f"testserver/r/{paca.pk}/" in page
    [drawn] = re.findall(r'<svg[^>]* class="segno".*?</svg>', page, re.S)
    assert "style=" not in drawn
    assert POSTER in client.get(reverse("missions:invitations", args=["paca"])).text


def test_nobody_else_prints_it(paca, as_, client):
    assert as_(cast.karim()).get(POSTER).status_code == 403


@pytest.mark.parametrize("visibility", ["open", "request"])
def test_what_is_typed_from_the_wall_leads_to_the_door(paca, client, visibility):
    Mission.objects.update(visibility=visibility)
    response = client.get(f"/r/{paca.pk}/", follow=True)
    assert response.redirect_chain == [
        (reverse("missions:door", args=["paca"]) + "?par=affiche", 302)
    ]
    assert response.status_code == 200


def test_it_leads_to_no_closed_mission_nor_to_one_that_is_not_there(paca, as_, client):
    Mission.objects.update(visibility="closed")
    for code in (paca.pk, 0, 10**30):
        assert client.get(f"/r/{code}/").status_code == 404
    as_(cast.minh())
    page = client.get(POSTER).text
    assert "segno" not in page
