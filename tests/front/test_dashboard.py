from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maven.causes import operations as causes
from maven.causes.models import Champion
from maven.front.news import news_of
from maven.front.reader_acts import acts_for
from maven.front.situation import Situation
from maven.missions.models import Membership, Role
from maven.people.operations import introduce_oneself
from maven.reports.models import StageReport
from maven.sprints import operations as sprints
from maven.sprints.models import Sprint
from maven.voices.models import Statement
from tests import cast

pytestmark = pytest.mark.any_store


def home(mission):
    return f"/m/{mission.slug}/"


def situation(mission, on=cast.TODAY, person=None):
    from maven.causes.models import Cause
    from maven.voices.models import Consultation

    return Situation(
        mission=mission,
        on=on,
        at=cast.NOON,
        person=person,
        sprints=list(Sprint.objects.of(mission).in_order()),
        consultations=list(Consultation.objects.of(mission).newest_first()),
        causes=list(Cause.objects.of(mission).oldest_first()),
    )


def test_an_empty_mission_has_a_home_that_says_what_to_do(paca, as_):
    page = as_(cast.minh()).get(home(paca)).content.decode()

    assert "La mission commence." in page
    assert "Ouvrir une première consultation" in page
    assert "Aucune cause n’est encore nommée." in page


def test_what_is_not_measured_says_so_and_shows_no_number(paca, as_):
    from maven.compass.state import state_of

    gauges = state_of(paca, at=cast.NOON).gauges
    page = as_(cast.minh()).get(home(paca)).content.decode()

    assert [gauge.value for gauge in gauges if gauge.key == "connections"] == [None]
    assert "Pas encore mesuré" in page


def test_the_home_says_which_week_of_the_sprint_it_is(paca, as_):
    today = timezone.localdate()
    cast.sprint(paca, starts_on=today - timedelta(days=8))

    page = as_(cast.minh()).get(home(paca)).content.decode()

    assert "Bonjour Minh. Le sprint 1 est en cours." in page
    assert "Semaine 2 sur 3." in page
    assert "dans 13\xa0jours" in page


def test_a_guest_reads_the_question_and_no_names(paca, client):
    sprint = cast.sprint(paca)
    sprints.ship(sprint=sprint, title="Un annuaire", by=cast.karim(), at=cast.NOON)

    page = client.get(home(paca)).content.decode()

    assert paca.question.replace(" ?", "\u202f?") in page
    assert "Quelqu’un a livré" in page
    assert "Karim" not in page


def test_a_member_reads_who_shipped(paca, as_):
    sprint = cast.sprint(paca)
    sprints.ship(sprint=sprint, title="Un annuaire", by=cast.karim(), at=cast.NOON)

    page = as_(cast.lucie()).get(home(paca)).content.decode()

    assert "Karim Membre a livré" in page


def test_somebody_who_wants_to_be_a_dot_is_not_named_in_the_news(paca, as_):
    karim = cast.karim()
    karim.presence = "point"
    karim.save(update_fields=["presence"])
    sprint = cast.sprint(paca)
    sprints.ship(sprint=sprint, title="Un annuaire", by=karim, at=cast.NOON)

    told = news_of(paca, names=True, most=5)

    assert [item.who for item in told if item.shipped] == ["Quelqu'un"]


def test_the_team_is_asked_to_moderate_what_waits(paca):
    consultation = cast.consultation(paca)
    Statement.objects.create(
        consultation=consultation, number=1, words="Une idée", submitted_at=cast.NOON
    )

    acts = acts_for(Role.FACILITATOR, situation(paca, person=cast.minh()))

    assert "Relire 1 idée proposée" in [act.title for act in acts]


def test_whoever_is_asked_to_carry_a_cause_reads_it_first(paca):
    cause = cast.cause(paca)
    causes.solicit_champion(cause=cause, person=cast.salome(), by=cast.minh(), at=cast.NOON)

    acts = acts_for(Role.PARTICIPANT, situation(paca, person=cast.salome()))

    assert acts[0].title == f"Dire si vous portez « {cause.title} »"


def test_a_cause_without_champion_asks_the_team_for_one(paca):
    cause = cast.cause(paca)
    cast.consultation(paca)
    cast.sprint(paca)

    acts = acts_for(Role.FACILITATOR, situation(paca, person=cast.minh()))

    assert f"Trouver un champion pour « {cause.title} »" in [act.title for act in acts]


@pytest.mark.parametrize(
    ("days", "expected"),
    [(0, None), (20, "Tenir la revue du sprint 1"), (30, "Tenir la revue du sprint 1")],
)
def test_the_review_is_asked_for_when_its_day_comes(paca, days, expected):
    cast.sprint(paca)

    acts = acts_for(Role.FACILITATOR, situation(paca, cast.TODAY + timedelta(days=days)))

    assert (expected in [act.title for act in acts]) is (expected is not None)


def test_there_are_never_more_than_four_acts(paca):
    for number in range(6):
        cast.cause(paca, f"Cause {number}")
    cast.consultation(paca)

    acts = acts_for(Role.FACILITATOR, situation(paca, person=cast.minh()))

    assert len(acts) == 4


@pytest.mark.parametrize("number", [1, 3])
def test_the_home_costs_the_same_whatever_it_lists(
    paca, as_, number, django_assert_max_num_queries
):
    sprint = cast.sprint(paca)
    for each in range(number):
        sprints.ship(sprint=sprint, title=f"Livrable {each}", by=cast.karim(), at=cast.NOON)
        cast.cause(paca, f"Cause {each}")
        cast.consultation(paca, f"Question {each} ?")
    client = as_(cast.minh())
    client.get(home(paca))

    with django_assert_max_num_queries(15):
        client.get(home(paca))


def test_a_home_is_kept_until_something_happens_and_no_longer(paca, as_):
    browser = as_(cast.karim())
    cast.cause(paca, "Former les jeunes")
    with CaptureQueriesContext(connection) as first:
        browser.get(home(paca))
    with CaptureQueriesContext(connection) as second:
        browser.get(home(paca))
    assert len(second) <= 8 < len(first)

    causes.name_cause(mission=paca, title="Accueillir", by=cast.minh(), at=cast.NOON)
    assert "Accueillir" in browser.get(home(paca)).content.decode()


def test_whoever_no_longer_wants_to_be_named_is_not_from_then_on(paca, as_):
    cause = cast.cause(paca)
    Champion.objects.create(
        cause=cause,
        person=cast.lucie(),
        solicited_by=cast.minh(),
        solicited_at=cast.NOON,
        accepted_at=cast.NOON,
    )
    browser = as_(cast.karim())
    assert "Lucie" in browser.get(home(paca)).content.decode()

    lucie = cast.lucie()
    introduce_oneself(
        by=lucie,
        name=lucie.name,
        organisation="",
        sector="",
        presence="point",
        language="fr",
        at=cast.NOON,
    )
    assert "Lucie" not in browser.get(home(paca)).content.decode()


@pytest.mark.parametrize(
    ("role", "first"),
    [("sponsor", "Jours de l’équipe"), ("member", "À faire"), (None, "Consultations")],
)
def test_each_role_has_its_own_home(paca, as_, client, role, first):
    cast.sprint(paca)
    browser = client
    if role:
        reader = cast.person("Rose Lecture", "rose@example.org")
        Membership.objects.create(mission=paca, person=reader, role=role, joined_at=cast.NOON)
        browser = as_(reader)
    page = browser.get(home(paca)).content.decode()
    assert first in page
    assert ("Jours de l’équipe" in page) == (role == "sponsor")
    assert ("L’état de la communauté" in page) == (role is not None)


def test_a_report_that_waits_hides_not_the_one_before_it_from_the_sponsor(paca):
    first, second = (cast.sprint(paca, number=number, closed=True) for number in (1, 2))
    for sprint, issued_at in ((first, cast.NOON), (second, None)):
        StageReport.objects.create(
            sprint=sprint,
            content={},
            compiled_at=cast.NOON,
            compiled_by=cast.minh(),
            issued_at=issued_at,
            issued_by=cast.minh() if issued_at else None,
        )

    read = acts_for(Role.SPONSOR, situation(paca, person=cast.odile()))
    asked = acts_for(Role.FACILITATOR, situation(paca, person=cast.minh()))

    assert f"{home(paca)}rapports/etape-1/" in [act.url for act in read]
    assert f"{home(paca)}rapports/etape-2/" in [act.url for act in asked]


def test_the_journal_shows_its_seal(paca, as_):
    from maven.journal.operations import verify

    page = as_(cast.karim()).get(home(paca) + "journal/").content.decode()

    assert verify(paca.chain).head in page


def test_the_demonstration_signs_in_by_role(paca, send, settings):
    settings.DEMO = True

    answer = send("/demo/entrer/", {"role": "sponsor"})

    assert (answer.status_code, answer.headers["Location"]) == (303, home(paca))


def test_out_of_the_demonstration_nobody_signs_in_by_role(paca, send, settings):
    settings.DEMO = False

    assert send("/demo/entrer/", {"role": "facilitator"}).status_code == 404
