"""Choosing the activities of the next sprint."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command  # noqa: F401
from django.utils import timezone
from django.utils.translation import override

from maven.compass.models import Reading, Suggestion
from maven.compass.needs import observe, observed_of
from maven.compass.operations import suggest_activities
from maven.compass.proposal import choice_of
from maven.compass.reasons import because
from maven.compass.suggestions import inputs_of
from maven.journal.models import Fact
from maven.sprints.models import Activity, Sprint
from maven.toolbox.models import ActivityKind
from maven.toolbox.queries import kinds_by_slug
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.any_store]
HERE = "/m/paca/sprints/choisir/"


@pytest.fixture(autouse=True)
def at_once(settings):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}


def reading(mission, index=0.2, people=40, ago=timedelta(days=3)):
    consultation = cast.consultation(mission, statements=3)
    return Reading.objects.create(
        mission=mission,
        consultation=consultation,
        kind="landscape",
        taken_at=timezone.now() - ago,
        algorithm="landscape/1/2",
        fingerprint=f"{index} {people}",
        result={
            "enough": True,
            "missing": None,
            "alignment": {
                "index": index,
                "low": index,
                "high": index,
                "between": 0.1,
                "statements": 3,
                "people": people,
            },
        },
    )


def suggested(mission, days=14):
    return suggest_activities(mission=mission, days=days, by=cast.minh(), at=timezone.now())


def needs(mission):
    return {one.dimension: one for one in observe(mission, at=timezone.now()).observed}


# What is observed


def test_nothing_measured_is_said_and_asks_to_open_and_to_measure(paca):
    found = needs(paca)
    assert (found["direction"].basis, found["direction"].gap) == ("first", -0.4)
    assert (found["measure"].basis, found["measure"].gap) == ("nothing", 1)
    assert found["engage"].basis == "first"
    assert found["connect"].basis == "unmeasured"


def test_little_agreement_asks_to_align_with_the_figure_of_the_reading(paca):
    reading(paca, index=0.2)
    found = needs(paca)["direction"]
    assert found.figures["value"] == 20
    assert found.gap == pytest.approx(0.6)
    with override("fr"):
        assert "20 sur 100" in because(found)


def test_enough_agreement_asks_for_no_more(paca):
    reading(paca, index=0.7)
    assert needs(paca)["direction"].gap == 0


def test_after_a_sprint_without_measure_it_is_time_to_align(paca):
    cast.sprint(paca, closed=True)
    found = needs(paca)["direction"]
    assert (found.basis, found.gap, found.figures) == ("unmeasured", 0.25, {"sprints": 1})


def test_a_measure_older_than_three_weeks_is_to_be_taken_again(paca):
    reading(paca, ago=timedelta(days=30))
    assert needs(paca)["measure"].basis == "stale"


def test_a_narrow_measure_says_how_many_it_covers(paca):
    reading(paca, people=2)
    found = needs(paca)["measure"]
    assert found.basis == "coverage"
    assert found.figures["people"] == 2
    assert found.figures["community"] == 5
    assert found.figures["percent"] == 40


def test_a_wide_measure_leaves_understanding_to_measure(paca):
    reading(paca, people=400)
    assert needs(paca)["measure"].basis == "understanding"


def test_few_people_acting_asks_to_engage_and_open_tensions_add_to_it(paca):
    from maven.sprints import operations as sprints

    sprint = cast.sprint(paca)
    before = needs(paca)["engage"]
    assert (before.figures["engaged"], before.figures["people"]) == (0, 3)
    now = timezone.now()
    sprints.raise_tension(sprint=sprint, desired="a", observed="b", by=cast.karim(), at=now)
    after = needs(paca)["engage"]
    assert (after.figures["engaged"], after.figures["tensions"]) == (1, 1)
    assert after.gap < before.gap


def test_a_mission_where_nobody_else_takes_part_says_so(db):
    mission = cast.mission("Seule", slug="seule")
    cast.sprint(mission)
    assert needs(mission)["engage"].basis == "nobody"


def test_every_reason_exists_for_every_need(paca):
    from maven.compass.reasons import REASONS

    bases = set(re.findall(r'basis="(\w+)"', Path("src/maven/compass/needs.py").read_text()))
    bases |= {"unmeasured", "first"}
    assert bases == {basis for _, basis in REASONS}


# The suggestion


def test_the_combination_keeps_within_the_days(paca):
    reading(paca)
    for days in (3, 8, 14):
        best = suggested(paca, days).result["best"]
        kinds = kinds_by_slug(paca)
        assert 0 < sum(kinds[slug].effort_likely for slug in best["slugs"]) <= days + 1e-9
        assert best["days"] <= days + 1e-9


def test_the_same_situation_is_computed_once(paca):
    reading(paca)
    assert suggested(paca) == suggested(paca)
    assert Fact.objects.filter(verb="suggestion.made").count() == 1
    assert suggested(paca, 5).budget_days == 5


def test_a_corrected_kind_makes_another_suggestion(paca):
    from maven.toolbox.operations import set_aside_kind

    first = suggested(paca)
    slug = first.result["best"]["slugs"][0]
    kind = ActivityKind.objects.shared().get(slug=slug)
    set_aside_kind(mission=paca, kind=kind, by=cast.minh(), at=cast.NOON)
    second = suggested(paca)
    assert second != first
    assert slug not in second.result["best"]["slugs"]


def test_parts_of_sessions_and_rituals_are_no_activities_of_their_own(paca):
    result = suggested(paca).result
    reasons = {one["slug"]: one["reason"] for one in result["refused"]}
    kinds = kinds_by_slug(paca)
    assert not any(kinds[slug].needs_session for slug in result["best"]["slugs"])
    assert reasons["roti"] == "session"
    assert reasons["pleniere-sprint"] == "ritual"
    assert reasons["cadrage-commanditaires"] == "phase"


def test_every_kind_is_chosen_proposed_or_left_out_for_a_named_reason(paca):
    result = suggested(paca).result
    listed = [
        one["slug"] for part in ("contributions", "others", "refused") for one in result[part]
    ]
    assert sorted(listed) == sorted(kinds_by_slug(paca))


def test_what_a_mission_of_five_cannot_gather_is_left_out_with_the_figure(paca):
    refused = {one["slug"]: one for one in suggested(paca).result["refused"]}
    assert refused["world-cafe"]["reason"] == "people"
    assert (refused["world-cafe"]["needed"], refused["world-cafe"]["found"]) == (12, 5)


def test_what_lasts_longer_than_a_sprint_is_left_to_the_plenary(paca):
    refused = {one["slug"]: one for one in suggested(paca).result["refused"]}
    assert refused["barcamp"] == {"slug": "barcamp", "reason": "span", "needed": 45, "found": 21}


# The page


def test_the_page_says_that_nothing_is_measured(as_, paca):
    suggested(paca)
    page = as_(cast.minh()).get(HERE)
    assert "Rien n’est encore mesuré" in page.content.decode()


def test_before_any_computation_the_page_offers_one(as_, paca):
    page = as_(cast.minh()).get(HERE)
    assert page.status_code == 200
    assert page.context["choice"] is None


def test_computing_from_the_page(as_, send, paca):
    browser = as_(cast.minh())
    answer = send(HERE, {"act": "compute", "jours": "9"})
    assert answer.status_code == 303
    page = browser.get(answer["Location"])
    assert page.context["current"]
    assert not page.context["computing"]
    assert Suggestion.objects.get().budget_days == 9


def test_until_the_job_is_done_the_page_opens_again_by_itself(as_, send, paca, settings):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    browser = as_(cast.minh())
    page = browser.get(send(HERE, {"act": "compute", "jours": "9"})["Location"])
    assert page.context["computing"]
    assert 'http-equiv="refresh"' in page.content.decode()


def test_reasons_on_the_page_carry_the_very_figures_of_the_data(as_, paca):
    reading(paca, index=0.24, people=2)
    suggestion = suggested(paca)
    text = as_(cast.minh()).get("/en" + HERE).content.decode()
    observed = observed_of(suggestion.needs)
    assert "agreement is at 24 out of 100" in text
    assert observed["direction"].figures["value"] == 24
    assert "covers 2 people for a community of 5 (40%)" in text


def test_ticks_are_counted_again_without_script(as_, send, paca):
    cast.cause(paca)
    reading(paca, people=60)
    suggested(paca)
    browser = as_(cast.minh())
    answer = send(
        HERE,
        {
            "act": "recalculate",
            "jours": "14",
            "k": ["atelier-thematique", "debat-asynchrone", "hackathon"],
        },
    )
    page = browser.get(answer["Location"])
    recap = page.context["choice"].recap
    assert recap.days == pytest.approx(4.5 + 1.75)
    assert 'value="atelier-thematique"' in page.content.decode()


def test_nothing_ticked_counts_nothing(as_, send, paca):
    suggested(paca)
    browser = as_(cast.minh())
    page = browser.get(send(HERE, {"act": "recalculate", "jours": "14"})["Location"])
    assert page.context["choice"].recap.days == 0


def test_too_many_days_say_how_many(as_, paca):
    cast.cause(paca)
    cast.sprint(paca, closed=True)
    reading(paca, people=60)
    suggested(paca)
    page = as_(cast.minh()).get(
        HERE
        + "?jours=14&choix=1&k=atelier-thematique&k=carte-opinions&k=sondage-opinion&k=world-cafe"
    )
    assert page.context["choice"].recap.excess == pytest.approx(4.5 + 4 + 4.5 + 3.75 - 14)


def test_what_is_ticked_goes_on_the_table_with_its_reasons(as_, send, paca):
    reading(paca)
    suggestion = suggested(paca)
    as_(cast.minh())
    slugs = suggestion.result["best"]["slugs"][:2]
    answer = send("/en" + HERE, {"act": "propose", "jours": "14", "k": slugs})
    assert answer.status_code == 303
    draft = Sprint.objects.of(paca).drafted().get()
    assert answer["Location"].endswith(f"/sprints/{draft.number}/pleniere/")
    activities = Activity.objects.of(draft).by_rank()
    assert {one.kind.slug for one in activities} == set(slugs)
    assert all("Parce qu" in one.reason for one in activities)
    assert draft.needs["asked"] == suggestion.needs["asked"]


def test_proposing_again_replaces_the_draft(as_, send, paca):
    suggestion = suggested(paca)
    as_(cast.minh())
    for count in (2, 1):
        slugs = suggestion.result["best"]["slugs"][:count]
        send(HERE, {"act": "propose", "jours": "14", "k": slugs})
    assert Activity.objects.of(Sprint.objects.of(paca).drafted().get()).count() == 1


def test_proposing_nothing_is_refused(as_, send, paca):
    suggested(paca)
    as_(cast.minh())
    assert send(HERE, {"act": "propose", "jours": "14"}).status_code == 422
    assert not Sprint.objects.exists()


def test_days_that_make_no_sense_come_back(as_, send, paca):
    as_(cast.minh())
    assert send(HERE, {"act": "compute", "jours": "-3"}).status_code == 422
    assert as_(cast.minh()).get(HERE + "?jours=zero").status_code == 422


def test_members_see_the_proposal_and_facilitators_act(as_, send, paca):
    suggested(paca)
    assert as_(cast.karim()).get(HERE).status_code == 200
    assert send(HERE, {"act": "compute", "jours": "9"}).status_code == 403
    for outsider in (cast.salome(), cast.theo(), cast.ana()):
        assert as_(outsider).get(HERE).status_code == 403


def test_guests_are_asked_to_sign_in(client, paca):
    assert client.get(HERE).status_code == 302


def test_a_closed_mission_s_proposal_is_not_known_to_exist(as_, paca):
    cast.elsewhere()
    assert as_(cast.karim()).get("/m/ailleurs/sprints/choisir/").status_code == 404


def test_the_page_takes_as_many_queries_for_many_kinds(as_, paca):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    suggested(paca)
    browser = as_(cast.minh())
    with CaptureQueriesContext(connection) as found:
        browser.get(HERE)
    assert len(found) <= 24


def test_the_web_process_shows_the_page_without_numpy(paca):
    import subprocess
    import sys

    code = (
        "import django; django.setup(); import maven.config.urls, maven.compass.views.choosing,"
        " maven.compass.tasks, sys; sys.exit('numpy' in sys.modules)"
    )
    found = subprocess.run(
        [sys.executable, "-c", code],
        env={**__import__("os").environ, "DJANGO_SETTINGS_MODULE": "maven.config.settings"},
    )
    assert found.returncode == 0


def test_a_sprint_closed_or_a_landscape_read_makes_a_suggestion_by_itself(paca):
    from maven.compass.readers import REACTIONS
    from maven.journal.readers import read_on
    from maven.sprints import operations as sprints

    sprints.close_sprint(sprint=cast.sprint(paca), by=cast.minh(), at=cast.NOON)
    read_on("compass", REACTIONS, at=timezone.now())
    assert Suggestion.objects.of(paca).count() == 1


def test_fit_words_follow_the_ranks(paca):
    reading(paca)
    suggestion = suggested(paca)
    choice = choice_of(suggestion, kinds_by_slug(paca), capacity=14)
    best = set(suggestion.result["best"]["slugs"])
    for card in (*choice.cards, *choice.folded):
        if card.kind.slug in best:
            assert card.rank >= 3
            assert card.ticked
    later = [card for card in choice.folded if card.rank == 1]
    assert later


def test_a_suggestion_remembers_what_it_was_computed_from(paca):
    suggestion = suggested(paca)
    again = inputs_of(paca, days=14, at=timezone.now())
    assert suggestion.fingerprint == again.fingerprint
