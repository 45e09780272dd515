"""The proposal of the plenary: the best of all combinations, with reasons that add up."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from maven.compass.operations import suggest_activities
from maven.compass.proposal import choice_of
from maven.compass.suggestions import inputs_of, relaxed, usual_days
from maven.sprints import operations as sprints
from maven.sprints.models import Sprint
from maven.sprints.wall import wall_of
from maven.toolbox.queries import kinds_by_slug
from tests import cast
from tests.compass.brute import best_of_all
from tests.compass.test_choosing import HERE, at_once, reading  # noqa: F401

pytestmark = pytest.mark.django_db


def proposed(mission, days=14):
    made = suggest_activities(mission=mission, days=days, by=None, at=timezone.now())
    return made, choice_of(made, kinds_by_slug(mission), capacity=days)


def add_up(choice):
    """Four reasons make each value, the values make the whole, and so do the needs, one by one."""
    ticked = [card.worth for card in choice.cards if card.ticked]
    assert all(len(one.reasons) == 4 for one in ticked)
    assert all(sum(points for _, points in one.reasons) == one.value for one in ticked)
    assert sum(one.value for one in ticked) == choice.recap.total.value
    by_need = zip(*(one.points for one in ticked), strict=True)
    assert tuple(map(sum, by_need)) == choice.recap.total.points
    assert choice.recap.total.value == round(100 * choice.recap.coverage.total)


def test_the_proposal_is_the_best_of_all_and_its_four_reasons_add_up_to_its_value(paca):
    cast.cause(paca)
    cast.sprint(paca, closed=True)
    reading(paca, people=60)
    for days in (4, 14):
        made, choice = proposed(paca, days)
        slugs, total = best_of_all(inputs_of(paca, days=days, at=timezone.now()))
        assert set(made.result["best"]["slugs"]) == slugs
        assert made.result["best"]["total"] == pytest.approx(total, abs=1e-4)
        assert made.result["proved"]
        add_up(choice)
        assert choice.recap.total.value == round(100 * total)


def test_the_wall_says_of_the_proposal_what_the_search_says(as_, send, paca):
    reading(paca)
    made, choice = proposed(paca)
    as_(cast.minh())
    send(HERE, {"act": "propose", "jours": "14", "k": made.result["best"]["slugs"]})
    wall = wall_of(Sprint.objects.of(paca).drafted().get())
    assert wall.table.coverage.total == pytest.approx(made.result["best"]["total"], abs=1e-4)
    assert wall.answered == choice.recap.total.value
    assert wall.against == []
    beside = {one.kind.slug for one in wall.beside}
    assert set(made.result["runner_up"]["slugs"]) - set(made.result["best"]["slugs"]) <= beside


def test_what_is_not_ticked_says_what_it_would_add(as_, paca):
    reading(paca)
    made, choice = proposed(paca)
    less = made.result["best"]["slugs"][1:]
    again = choice_of(made, kinds_by_slug(paca), capacity=14, ticked=less)
    card = next(one for one in again.cards if one.kind.slug == made.result["best"]["slugs"][0])
    gained = choice.recap.coverage.total - again.recap.coverage.total
    assert card.worth.value == round(100 * gained)
    text = as_(cast.minh()).get(HERE).content.decode()
    assert re.search(rf"= {choice.recap.total.value}\spoints sur", text)


def test_the_days_that_people_give_are_the_budget(paca):
    assert usual_days(paca) == 14
    draft = cast.sprint(paca, adopted=False)
    for who, days in ((cast.karim(), 2.5), (cast.lucie(), 4)):
        sprints.offer_days(sprint=draft, days=days, by=who, at=cast.NOON)
    assert usual_days(paca) == 6.5


def test_the_calendar_of_the_draft_limits_the_choice(paca):
    first = cast.TODAY + timedelta(days=(7 - cast.TODAY.weekday()) % 7)
    draft = cast.sprint(paca, adopted=False, starts_on=first)
    sprints.set_calendar(
        sprint=draft,
        starts_on=first,
        ends_on=first + timedelta(days=7),
        closed_days=[first + timedelta(days=day) for day in range(5)],
        by=cast.minh(),
        at=cast.NOON,
    )
    observation = inputs_of(paca, days=14, at=timezone.now()).observation
    assert (observation.sprint_days, observation.dates) == (7, 0)
    made, _ = proposed(paca)
    kinds = kinds_by_slug(paca)
    assert all(kinds[slug].span_days <= 7 for slug in made.result["best"]["slugs"])
    assert not {kinds[slug].scale for slug in made.result["best"]["slugs"]} & {"session", "event"}


def test_where_nothing_can_be_held_it_says_what_to_relax(as_, paca):
    inputs = inputs_of(paca, days=0.01, at=timezone.now())
    told = relaxed(inputs)
    assert told[0]["reason"] == "days"
    least = min(kind.days for kind in inputs.kinds if kind.people_min <= 5 and kind.trust_min <= 1)
    assert told[0]["needed"] >= least
    made, _ = proposed(paca, 0.01)
    assert made.result["best"]["slugs"] == []
    page = as_(cast.minh()).get(HERE + "?jours=14")
    assert "Rien ne tient dans ces limites" in page.content.decode()
