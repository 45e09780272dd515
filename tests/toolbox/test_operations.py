"""What the toolbox's verbs do, and what they tell the journal."""

import pytest

from maven.journal.models import Fact
from maven.sprints.models import Activity
from maven.toolbox import operations
from maven.toolbox.models import ActivityKind, SeedKind
from maven.toolbox.queries import kind_of, quantities_of
from maven.toolbox.weighing import reach_of, weigh
from tests import cast

pytestmark = pytest.mark.django_db


def verbs():
    return list(Fact.objects.order_by("pk").values_list("verb", flat=True))


def correct(mission, slug="conference", **changes):
    return operations.correct_kind(
        mission=mission,
        kind=kind_of(mission, slug),
        changes=changes,
        by=cast.minh(),
        at=cast.NOON,
    )


def test_correcting_tells_what_was_believed_before_and_after(paca):
    correct(paca, engage=3, measure=0)
    details = Fact.objects.get(verb="activity_kind.corrected").details.particulars
    assert details == {"slug": "conference", "before": {"engage": 1.0}, "after": {"engage": 3}}


def test_correcting_twice_keeps_one_row_of_the_mission(paca):
    correct(paca, engage=3)
    correct(paca, engage=2)
    assert ActivityKind.objects.get(mission=paca).engage == 2


def test_a_corrected_kind_that_was_run_goes_back_without_being_lost(paca):
    own = correct(paca, engage=3)
    Activity.objects.create(
        sprint=cast.sprint(paca), kind=own, title="Une conférence", days_planned=3
    )
    kept = operations.restore_kind(mission=paca, kind=own, by=cast.minh(), at=cast.NOON)
    assert kept.pk == own.pk
    assert kept.engage == 1
    assert "activity_kind.restored" in verbs()


def test_restoring_what_was_never_corrected_changes_nothing(paca):
    shared = kind_of(paca, "conference")
    assert (
        operations.restore_kind(mission=paca, kind=shared, by=cast.minh(), at=cast.NOON) == shared
    )


def test_a_kind_of_the_mission_s_own_has_no_catalogue_to_go_back_to(paca):
    fields = {
        "name_fr": "Ajouter", "name_en": "Walk", "n_min": 3, "n_typ": 5, "n_max": None,
        "effort_low": 1, "effort_likely": 1, "effort_high": 2, "convergence": 0, "measure": 0,
        "engage": 1, "connect_qty": 1, "connect_quality": 1, "arc": "open", "seed_kind": None,
    }  # fmt: skip
    kind = operations.add_kind(mission=paca, fields=fields, by=cast.minh(), at=cast.NOON)
    assert kind.slug == "ajouter-2"
    with pytest.raises(operations.NotInTheCatalogue):
        operations.restore_kind(mission=paca, kind=kind, by=cast.minh(), at=cast.NOON)


def test_setting_aside_twice_is_told_once(paca):
    for _ in range(2):
        operations.set_aside_kind(
            mission=paca, kind=kind_of(paca, "delphi"), by=cast.minh(), at=cast.NOON
        )
    assert verbs().count("activity_kind.set_aside") == 1
    for _ in range(2):
        operations.take_back_kind(
            mission=paca, kind=kind_of(paca, "delphi"), by=cast.minh(), at=cast.NOON
        )
    assert verbs().count("activity_kind.taken_back") == 1


def test_a_quantity_is_set_for_one_mission(paca):
    operations.set_quantity(
        mission=paca, seed_kind=SeedKind.TALK, low=1, high=4, by=cast.minh(), at=cast.NOON
    )
    assert [(q.low, q.high) for q in quantities_of(paca) if q.own] == [(1, 4)]
    assert not any(q.own for q in quantities_of(cast.elsewhere()))
    assert "quantity.set" in verbs()


def test_twenty_interviews_take_the_hours_of_one_workshop(paca):
    interview = kind_of(paca, "entretien-individuel")
    assert reach_of(interview) * 20**0.5 == pytest.approx(1)
    assert reach_of(kind_of(paca, "world-cafe")) == 1
    assert reach_of(kind_of(paca, "billet-blog")) == pytest.approx((5 / 45) ** 0.5)


def test_only_what_is_looked_at_can_be_missing(paca):
    workshop = kind_of(paca, "atelier-thematique")
    assert weigh(workshop).prerequisites == ()
    assert weigh(workshop, looked_at={"cause"}).prerequisites == ("cause",)
    assert weigh(workshop).days == workshop.effort_likely
