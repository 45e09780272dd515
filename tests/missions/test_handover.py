"""The day of the handover: said by the team, moved, taken back, until a year has run."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from maven.journal.models import Fact, FactDetails
from maven.missions.models import Mission
from maven.missions.operations import handover as verbs
from maven.rights.retention import missions_over
from tests import cast

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def say(mission, on, at=cast.NOON):
    return verbs.hand_over(mission=mission, on=on, by=cast.minh(), at=at)


def told(mission):
    return [fact.verb for fact in Fact.objects.of(mission.chain).in_order() if "hand" in fact.verb]


def test_a_day_is_said_moved_and_taken_back_each_a_fact(paca):
    say(paca, cast.TODAY)
    say(paca, cast.TODAY)
    say(paca, cast.TODAY + DAY)
    moved = FactDetails.objects.order_by("pk").last()
    assert moved.particulars == {"on": "2014-01-14", "former": "2014-01-13"}
    for _ in range(2):
        verbs.take_handover_back(mission=paca, by=cast.minh(), at=cast.NOON)

    assert Mission.objects.get(pk=paca.pk).handed_over_on is None
    assert told(paca) == ["mission.handed_over"] * 2 + ["mission.handover_taken_back"]


def test_no_mission_is_handed_over_before_it_was_launched(paca):
    with pytest.raises(verbs.HandoverTooEarly):
        say(paca, cast.TODAY - DAY)


def test_a_year_after_the_day_retention_begins_and_the_day_stays(paca):
    say(paca, cast.TODAY)
    still, over = cast.NOON + 365 * DAY, cast.NOON + 367 * DAY
    assert not missions_over(at=still)
    assert missions_over(at=over) == [paca]
    with pytest.raises(verbs.HandoverIsOver):
        say(paca, cast.TODAY + 9 * DAY, at=over)
    with pytest.raises(verbs.HandoverIsOver):
        verbs.take_handover_back(mission=paca, by=cast.minh(), at=over)
    say(paca, cast.TODAY + 9 * DAY, at=still)
    assert not verbs.is_past_changing(Mission.objects.get(pk=paca.pk), at=over)


def test_the_page_asks_for_the_day_and_for_what_follows(client, paca):
    client.force_login(cast.minh())
    page = reverse("missions:handover", args=["paca"])
    assert page in client.get(reverse("missions:settings", args=["paca"])).text
    assert "Aucun jour n" in client.get(page).text
    assert client.post(page, {"on": "2014-02-01", "submission_key": "w" * 32}).status_code == 422
    early = {"on": "2014-01-01", "known": "on", "submission_key": "x" * 32}
    assert "avant d" in client.post(page, early).text
    done = client.post(page, {"on": "2014-02-01", "known": "on", "submission_key": "y" * 32})
    assert done.status_code == 303
    assert "Transmise le" in client.get(paca.get_absolute_url()).text
    back = reverse("missions:handover_taken_back", args=["paca"])
    assert client.post(back, {"submission_key": "z" * 32}).status_code == 303
    assert "Transmise" not in client.get(paca.get_absolute_url()).text


def test_what_is_planned_is_told_as_planned_and_what_is_over_does_not_change(client, paca):
    Mission.objects.filter(pk=paca.pk).update(handed_over_on=datetime(2999, 5, 2, tzinfo=UTC))
    assert "Passation prévue le" in client.get(paca.get_absolute_url()).text
    Mission.objects.filter(pk=paca.pk).update(handed_over_on=cast.TODAY)
    client.force_login(cast.minh())
    page = reverse("missions:handover", args=["paca"])
    assert "Un an a passé" in client.get(page).text
    sent = {"on": "2014-02-01", "known": "on", "submission_key": "u" * 32}
    assert client.post(page, sent).status_code == 422
    back = reverse("missions:handover_taken_back", args=["paca"])
    assert client.post(back, {"submission_key": "v" * 32}).status_code == 422
