"""Meeting the sponsors one by one: planned with a guide, written with a consent, for the team alone."""

from datetime import timedelta

import pytest

from maven.journal.models import Fact
from maven.missions.guide import guide_of, our_guide, questions_in
from maven.missions.models import Annotation, Framing, Interview, InterviewAnswer, PreparationStep
from maven.missions.operations import interviews
from maven.rights.operations import erase_person
from tests import cast

ALL = "/m/paca/animer/entretiens/"
WHEN = {"day": "2014-01-20", "hour": "09:30", "led_by": ""}


def plan(mission, **told):
    told = {"name": "Une élue fictive", **told}
    return interviews.plan_interview(
        mission=mission,
        planned_at=cast.NOON,
        led_by=cast.minh(),
        questions=["Quoi ?", "Qui ?"],
        by=cast.minh(),
        at=cast.NOON,
        **told,
    )


def write(interview, consent="quoted", held_on=cast.TODAY, **answers):
    return interviews.write_interview(
        interview=interview,
        held_on=held_on,
        consent=consent,
        answers={1: "Un lieu."},
        by=cast.minh(),
        at=cast.NOON,
        on=cast.TODAY,
    )


def test_an_interview_is_planned_with_the_questions_of_the_guide(as_, client, send, paca):
    as_(cast.minh())
    page = client.get(ALL).text
    assert page.index("Odile") < page.index("Karim"), "sponsors first"
    send(f"{ALL}guide/", {"guide": "Quoi ?\n\n Pour   qui ?"})
    send(ALL, {**WHEN, "person": cast.odile().pk, "led_by": cast.minh().pk})
    met = Interview.objects.get()
    assert (met.who, met.led_by, met.planned_at.hour) == ("Odile Commande", cast.minh(), 8)
    assert [one.question for one in met.answers.order_by("number")] == ["Quoi ?", "Pour qui ?"]
    send(f"{ALL}{met.pk}/heure/", {**WHEN, "hour": "10:00"})
    met.refresh_from_db()
    assert (met.planned_at.hour, met.led_by) == (9, None)
    assert send(f"{ALL}{met.pk}/heure/", {**WHEN, "hour": "25:00"}).status_code == 422
    assert client.get(f"{ALL}{met.pk}/heure/").status_code == 200
    for wrong in ({}, {"person": cast.odile().pk, "name": "Une autre"}, {"person": "999"}):
        assert send(ALL, {**WHEN, **wrong}).status_code == 422
    assert Interview.objects.count() == 1


def test_the_guide_is_ours_in_the_language_of_the_mission_until_it_writes_its_own(
    as_, client, send, paca
):
    as_(cast.minh())
    assert guide_of(paca) == our_guide("fr") != our_guide("en")
    assert len(questions_in(our_guide("fr"))) == 8
    assert client.get(f"{ALL}guide/").status_code == 200
    for wrong in ("Quoi ?\n" * 21, "x" * 281):
        assert send(f"{ALL}guide/", {"guide": wrong}).status_code == 422
    assert not Framing.objects.exists()
    send(f"{ALL}guide/", {"guide": ""})
    assert guide_of(paca) == our_guide("fr")


def test_what_was_said_is_kept_with_a_consent_and_the_journal_holds_no_word_of_it(
    as_, client, send, paca
):
    met = plan(paca)
    page = f"{ALL}{met.pk}/"
    as_(cast.minh())
    assert "Quoi" in client.get(page).text
    told = {"held_on": "2014-01-13", "consent": "quoted", "answer-1": "Un lieu commun."}
    assert send(page, {**told, "consent": ""}).status_code == 422
    assert send(page, {**told, "held_on": "2999-01-01"}).status_code == 422
    assert send(page, told).status_code == 303
    assert InterviewAnswer.objects.get(number=1).words == "Un lieu commun."
    assert PreparationStep.objects.filter(slug="sponsor-interviews").exists()
    facts = Fact.objects.filter(verb__startswith="interview.").select_related("details")
    assert all(fact.details.particulars == {} for fact in facts)
    with pytest.raises(interviews.ConsentMissing):
        write(met, consent="not_asked")
    with pytest.raises(interviews.HeldTooSoon):
        write(met, held_on=cast.TODAY + timedelta(days=1))


def test_who_does_not_want_to_be_quoted_is_not(as_, client, send, paca):
    met = write(plan(paca))
    quote = f"{ALL}{met.pk}/passage/"
    as_(cast.minh())
    assert send(quote, {"quotation": ""}).status_code == 422
    assert send(quote, {"quotation": "Un lieu."}).status_code == 303
    assert "Un lieu." in client.get(f"{ALL}{met.pk}/").text
    passage = Annotation.objects.get()
    assert client.get(passage.get_absolute_url()).status_code == 200
    write(met, consent="refused")
    assert not Annotation.objects.exists()
    send(quote, {"quotation": "Un lieu."})
    assert not Annotation.objects.exists()
    send(quote, {"quotation": "Un lieu."})
    write(met)
    send(quote, {"quotation": "Encore."})
    passage = Annotation.objects.get()
    back = send(f"/m/paca/livrables/passages/{passage.pk}/retrait/")
    assert back["Location"] == f"{ALL}{met.pk}/"
    send(f"{ALL}{met.pk}/retrait/")
    assert not Interview.objects.exists()


def test_two_interviews_are_over_when_the_last_is(paca):
    first, second = plan(paca), plan(paca, name="", person=cast.odile())
    write(first)
    assert not PreparationStep.objects.exists()
    write(second)
    assert PreparationStep.objects.get().slug == "sponsor-interviews"


def test_only_the_team_reads_an_interview(as_, client, send, paca):
    met = plan(paca)
    for who in (cast.odile(), cast.karim(), cast.salome(), cast.ana()):
        as_(who)
        for page in (ALL, f"{ALL}{met.pk}/", f"{ALL}guide/"):
            assert client.get(page).status_code == 403
    cast.elsewhere()
    as_(cast.ana())
    assert client.get(f"/m/ailleurs/animer/entretiens/{met.pk}/").status_code == 404


def test_an_interview_goes_with_the_person_who_was_met(paca, settings, tmp_path):
    settings.VAR = tmp_path
    write(plan(paca, name="", person=cast.odile()))
    erase_person(person=cast.odile(), by=None, at=cast.NOON)
    assert not Interview.objects.exists()
    assert not InterviewAnswer.objects.exists()


@pytest.mark.parametrize("many", [1, 60])
def test_the_pages_of_interviews_cost_the_same(
    client, as_, paca, many, django_assert_max_num_queries
):
    met = write(plan(paca, name="", person=cast.odile()))
    for _ in range(many):
        plan(paca, name="", person=cast.karim())
    as_(cast.minh())
    for page in (ALL, f"{ALL}{met.pk}/"):
        with django_assert_max_num_queries(15):
            assert client.get(page).status_code == 200
