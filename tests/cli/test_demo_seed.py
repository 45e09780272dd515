"""The demonstration as `make demo` tells it, through the verbs of the method.

It is told once for two promises, since telling it takes longer than looking at it: what it holds, and
that its mission comes back from an archive, in a house that is empty, equal to the byte.
"""

import json

import pytest
from django.utils import timezone

from maven.causes.models import Cause, Champion
from maven.cli import demo_seed
from maven.compass.suggestions import inputs_of, suggestion_for, usual_days
from maven.journal.operations import verify
from maven.missions.models import Membership, Mission
from maven.people.models import Organisation
from maven.reports.figures import NUMBER
from maven.reports.lists import figures_of
from maven.reports.models import StageReport
from maven.reports.telling import told as told_of
from maven.sprints.models import Sprint
from maven.voices.models import Consultation, Opinion
from tests.archives.houses import archived, emptied, taken_in
from tests.compass.brute import best_of_all
from tests.compass.test_four_reasons import add_up, proposed

pytestmark = [pytest.mark.long, pytest.mark.any_store]


@pytest.mark.django_db
def test_the_demonstration_tells_a_mission_leaves_whole_and_comes_back_the_same(tmp_path):
    told = []

    mission = demo_seed.seed(told.append)

    real = Mission.objects.get(slug="vtaiwan-2015-uberx")
    today = timezone.localdate()
    assert Membership.objects.of(mission).count() == 120
    assert Organisation.objects.count() == 40
    assert Cause.objects.of(mission).count() == 4
    assert Champion.objects.standing().filter(cause__mission=mission).count() == 3
    assert [s.state for s in Sprint.objects.of(mission).in_order()] == ["closed"] * 3 + ["adopted"]
    assert Sprint.objects.of(mission).running().get().week_on(today) == (2, 3)
    plans = [sprint.adopted_plan for sprint in Sprint.objects.of(mission)]
    assert all(plan["wishers"] and plan["beside"] for plan in plans)  # wanted, and left beside
    assert StageReport.objects.filter(issued_at__isnull=False).count() == 3
    assert Opinion.objects.filter(statement__consultation__mission=real).count() == 49_443
    assert "CC BY 4.0" in Consultation.objects.of(real).get().attribution
    assert verify(mission.chain).length > 3_000
    assert len(told) > 10  # whoever waits is told what is being done

    the_proposal_is_the_best_of_all(mission)
    every_number_of_every_report_has_its_list()

    left, head = archived(mission, addresses=True), verify(mission.chain).head
    emptied()
    found = taken_in(tmp_path / "demonstration.zip", left)

    assert found.unchanged
    assert verify(found.mission.chain, since=head).head == head
    assert archived(found.mission, addresses=True) == left


def every_number_of_every_report_has_its_list():
    for report in StageReport.objects.all():
        written = json.dumps(told_of(report), ensure_ascii=False, default=str)
        opened = {key for key, _shown in NUMBER.findall(written)}
        assert {"engagement", "shipped"} <= opened <= figures_of(report.content).keys(), report
    assert "understanding" in opened  # the last one comes after a barometer


def the_proposal_is_the_best_of_all(mission):
    """In the demonstration's own situation; its four reasons add up to the value it shows."""
    days = usual_days(mission)
    inputs = inputs_of(mission, days=days, at=timezone.now())
    made, choice = proposed(mission, days)
    slugs, total = best_of_all(inputs)
    assert suggestion_for(mission, inputs) == made  # the one that the page opens with
    assert {card.kind.slug for card in choice.cards if card.ticked} == slugs
    assert made.result["proved"]
    assert choice.recap.total.value == round(100 * total) > 50
    add_up(choice)
