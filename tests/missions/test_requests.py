from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from maven.journal.models import Fact
from maven.missions import tasks
from maven.missions.models import JoinRequest, Membership, Mission, Role
from maven.missions.operations import join
from maven.missions.operations import requests as operations
from tests import cast

DOOR = reverse("missions:door", args=["paca"])
REQUESTS = reverse("missions:requests", args=["paca"])


@pytest.fixture(autouse=True)
def letters_leave_at_once(settings):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def on_request(paca):
    Mission.objects.filter(pk=paca.pk).update(visibility="request")
    paca.refresh_from_db()
    return paca


@pytest.fixture
def asked(on_request):
    return operations.ask_to_join(
        mission=on_request, words="Je forme des aidants.", by=cast.theo(), at=timezone.now()
    )


def verbs(mission):
    return [fact.verb for fact in Fact.objects.of(mission.chain)]


def answer(asked):
    return reverse("missions:request_answer", args=["paca", asked.pk])


@pytest.mark.parametrize("page", ["", "causes/", "consultations/", "journal/", "communaute/"])
def test_the_pages_of_a_mission_on_request_lead_to_its_door(on_request, client, as_, page):
    for _ in range(2):
        response = client.get(f"/m/paca/{page}")
        assert (response.status_code, response.url) == (302, DOOR)
        as_(cast.theo())


def test_what_would_be_written_there_is_refused(on_request, as_, send):
    as_(cast.theo())
    assert send(reverse("missions:membership", args=["paca"])).status_code == 403
    assert Membership.objects.between(on_request, cast.theo()) is None


def test_a_guest_reads_what_it_is_about_and_is_asked_to_sign_in(on_request, client, send):
    page = client.get(DOOR)
    assert page.status_code == 200
    assert "Que doit devenir le numérique ici" in page.text
    assert "?next=" + DOOR in page.text
    assert send(DOOR, {"words": "Moi"}).status_code == 403


def test_it_is_listed_among_the_missions(on_request, client):
    assert on_request.name in client.get("/").text


def test_a_closed_mission_has_no_door(db, client, as_):
    cast.elsewhere()
    door = reverse("missions:door", args=["ailleurs"])
    assert client.get(door).status_code == 404
    assert as_(cast.theo()).get(door).status_code == 404


def test_the_door_of_an_open_mission_lets_in(paca, as_, send, client):
    assert "Se connecter pour participer" in client.get(DOOR).text
    as_(cast.theo())
    assert reverse("missions:membership", args=["paca"]) in client.get(DOOR).text
    assert send(DOOR, {"words": "Moi"}).status_code == 403  # nothing to ask for


def test_who_takes_part_is_told_so(on_request, as_):
    assert "Vous participez déjà" in as_(cast.karim()).get(DOOR).text


def test_asking_tells_the_team_once(on_request, as_, send, client):
    as_(cast.theo())
    response = send(DOOR, {"words": "Je forme des aidants."})
    assert (response.status_code, response.url) == (303, DOOR)
    [request] = JoinRequest.objects.of(on_request)
    assert (request.words, request.outcome) == ("Je forme des aidants.", "waiting")
    [letter] = mail.outbox
    assert letter.to == ["minh@example.org"]
    assert REQUESTS in letter.body
    assert "aidants" not in letter.body
    send(DOOR, {"words": "Autrement dit."})
    request.refresh_from_db()
    assert (request.words, len(mail.outbox)) == ("Autrement dit.", 1)
    assert "Autrement dit." in client.get(DOOR).text
    assert verbs(on_request)[-2:] == ["join_request.made", "join_request.reworded"]


def test_the_same_words_again_change_nothing(asked, on_request):
    before = verbs(on_request)
    operations.ask_to_join(mission=on_request, words=asked.words, by=cast.theo(), at=timezone.now())
    assert verbs(on_request) == before


def test_an_empty_or_endless_request_is_refused_and_kept_on_the_page(on_request, as_, send):
    as_(cast.theo())
    for words in ("", "   ", "a" * 201):
        assert send(DOOR, {"words": words}).status_code == 422
    assert not JoinRequest.objects.exists()


def test_who_is_refused_once_may_ask_again_thirty_days_later(asked, on_request, as_, send, client):
    now = timezone.now()
    operations.decline_request(request=asked, answer="Pas encore.", by=cast.minh(), at=now)
    as_(cast.theo())
    assert "Pas encore." in client.get(DOOR).text
    assert send(DOOR, {"words": "Encore moi"}).status_code == 303
    assert not JoinRequest.objects.waiting().exists()
    again = operations.ask_to_join(
        mission=on_request, words="Encore moi", by=cast.theo(), at=now + timedelta(days=31)
    )
    assert again.outcome == "waiting"


def test_who_takes_part_has_nothing_to_ask(on_request, as_, send):
    with pytest.raises(operations.AlreadyThere):
        operations.ask_to_join(mission=on_request, words="x", by=cast.karim(), at=timezone.now())
    as_(cast.karim())
    assert send(DOOR, {"words": "x"}).status_code == 303


def test_nobody_asks_where_one_is_not_asked(paca):
    with pytest.raises(operations.NotOnRequest):
        operations.ask_to_join(mission=paca, words="x", by=cast.theo(), at=timezone.now())


def test_a_request_is_taken_back(asked, on_request, as_, send):
    as_(cast.theo())
    for _ in range(2):
        assert send(reverse("missions:request_withdrawal", args=["paca"])).status_code == 303
    asked.refresh_from_db()
    assert asked.outcome == "withdrawn"
    assert verbs(on_request).count("join_request.withdrawn") == 1


def test_the_team_accepts_with_a_word_and_a_letter_says_it(asked, on_request, as_, send, client):
    as_(cast.minh())
    page = client.get(REQUESTS)
    assert "Je forme des aidants." in page.text
    form = {"outcome": "accepted", "role": "member", "answer": "Soyez le bienvenu"}
    assert send(answer(asked), form).status_code == 303
    part = Membership.objects.between(on_request, cast.theo())
    assert (part.role, part.invited_by) == (Role.MEMBER, cast.minh())
    [letter] = mail.outbox
    assert letter.to == [cast.theo().email]
    assert "Soyez le bienvenu" in letter.body
    assert "/m/paca/" in letter.body
    assert verbs(on_request)[-2:] == ["join_request.accepted", "membership.joined"]
    assert "Je forme des aidants." in client.get(REQUESTS).text


def test_the_team_declines_and_a_letter_says_it(asked, on_request, as_, send):
    as_(cast.minh())
    send(answer(asked), {"outcome": "declined", "role": "member", "answer": ""})
    assert Membership.objects.between(on_request, cast.theo()) is None
    [letter] = mail.outbox
    assert "/m/paca/" not in letter.body


def test_a_request_is_answered_once(asked, on_request, as_, send):
    as_(cast.minh())
    for outcome in ("declined", "accepted"):
        send(answer(asked), {"outcome": outcome, "role": "member"})
    assert len(mail.outbox) == 1
    assert Membership.objects.between(on_request, cast.theo()) is None
    tasks.send_answer.func(asked.pk, "https://maven.example")
    assert len(mail.outbox) == 1


def test_a_part_that_nobody_may_ask_for_is_not_given(asked, on_request, as_, send):
    as_(cast.minh())
    for form in (
        {"outcome": "accepted", "role": "facilitator"},
        {"outcome": "perhaps", "role": "member"},
    ):
        assert send(answer(asked), form).status_code == 303
    asked.refresh_from_db()
    assert asked.outcome == "waiting"


def test_nobody_else_reads_or_answers_the_requests(asked, on_request, as_, send, client):
    for who in (cast.karim(), cast.odile()):
        as_(who)
        assert client.get(REQUESTS).status_code == 403
        assert send(answer(asked), {"outcome": "accepted", "role": "member"}).status_code == 403


def test_a_request_of_another_mission_is_not_there(asked, as_, send):
    elsewhere = cast.elsewhere()
    as_(cast.ana())
    address = reverse("missions:request_answer", args=[elsewhere.slug, asked.pk])
    assert send(address, {"outcome": "accepted", "role": "member"}).status_code == 404


def test_an_answer_is_not_sent_where_there_is_nobody_to_read_it(asked):
    theo = cast.theo()
    operations.decline_request(request=asked, answer="", by=cast.minh(), at=timezone.now())
    theo.email = None
    theo.save()
    tasks.send_answer.func(asked.pk, "https://maven.example")
    assert mail.outbox == []


def test_a_team_without_an_address_is_not_written_to(on_request):
    silent = cast.person("Muette Équipe", "muette@example.org")
    join(mission=on_request, role="facilitator", invited_by=None, by=silent, at=timezone.now())
    silent.email = None
    silent.save()
    tasks.tell_of_requests.func(on_request.pk, "https://maven.example")
    assert [letter.to for letter in mail.outbox] == [["minh@example.org"]]


def test_once_open_again_the_page_of_requests_says_so(asked, on_request, as_):
    Mission.objects.filter(pk=on_request.pk).update(visibility="open")
    assert "n’est pas sur demande" in as_(cast.minh()).get(REQUESTS).text
