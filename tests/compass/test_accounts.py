"""One person behind twelve accounts: told with reasons, counted without, set aside, put back."""

import random
from datetime import timedelta

import pytest

from maven.compass.models import Reading
from maven.compass.operations import look_at_accounts, take_landscape
from maven.compass.queries import opinion_triples
from maven.compass.steps import as_shown
from maven.compass.suspicion import members_of, suspicions_of
from maven.compass.tasks import compare_accounts
from maven.journal.models import Fact
from maven.people.models import Person
from maven.reports.contents import content_of
from maven.reports.figures import plain
from maven.reports.telling import set_aside
from maven.rights.keeping import keep_to_terms
from maven.rights.retention import rows_over, tables_that_end
from maven.voices.models import Arrival, Opinion, Participant, SettingAside, Trace, Voice
from maven.voices.operations import (
    NothingToClaim,
    PutBackAlready,
    ReasonMissing,
    TooFewAccounts,
    claim_opinions,
    put_accounts_back,
    set_accounts_aside,
    welcome,
)
from maven.voices.queries import consultations_with_numbers, tallies
from tests import cast

IDEAS = 30


def town(call, *, honest=30, copies=12):
    """Honest guests day after day, then one person twelve times in an hour, from one network."""
    ideas, rng = list(call.statements.in_order()), random.Random(1)
    given = []
    will = [rng.choice((-1, 1)) for _ in ideas]
    for number in range(honest + copies):
        copy = number >= honest
        came = cast.NOON + (
            timedelta(days=20, minutes=5 * number) if copy else timedelta(hours=5 * number)
        )
        person = None
        if copy and number % 2:
            person = Person.objects.create(email=f"tilleul{number}@example.org")
        voice = Voice(person=person, guest_digest="" if person else f"g{number}")
        trace = Trace(network="one" if copy else f"n{number}", client="same" if copy else "")
        there = welcome(consultation=call, voice=voice, trace=trace, at=came)
        for idea, choice in zip(ideas, will, strict=True):
            said = choice if copy else rng.choice((-1, 0, 1, 1))
            given.append(
                Opinion(participant=there, statement=idea, choice=said, given_at=cast.NOON)
            )
    Opinion.objects.bulk_create(given)
    return Participant.objects.of(call).order_by("-pk")[:copies]


@pytest.fixture
def call(paca):
    return cast.consultation(paca, statements=IDEAS)


def test_from_the_look_to_the_counts_without(call, as_, send):
    copies = {one.pk for one in town(call)}
    client, page = as_(cast.minh()), "/en/m/paca/animer/comptes/"

    compare_accounts.call(call.pk, cast.minh().pk)  # no landscape yet: nothing to compare
    assert Reading.objects.accounts_of(call) is None
    assert "no landscape yet" in client.get(page).content.decode()
    take_landscape(consultation=call, at=cast.NOON)
    asked = send(f"{page}{call.pk}/comparaison/")
    compare_accounts.call(call.pk, cast.minh().pk)
    reading = Reading.objects.accounts_of(call)
    assert look_at_accounts(consultation=call, by=cast.minh(), at=cast.NOON) == reading
    [group] = suspicions_of(reading)
    shown = client.get(page).content.decode()
    counted = f"{page}{reading.pk}/1/"
    without = client.get(counted).content.decode()

    assert asked.status_code == 303
    assert f"calcul={call.pk}&depuis=0" in asked["Location"]
    assert set(members_of(reading)[1]) == copies
    assert (group.size, group.accounts, group.guests) == (12, 6, 6)
    assert {"answers", "burst", "network"} <= set(reading.result["groups"][0]["signals"])
    assert "12 accounts" in shown
    assert "tilleul" not in shown + without
    assert "30" in without
    assert Opinion.objects.counted().count() == 42 * IDEAS

    assert send(counted, {"reason": "  "}).status_code == 422
    assert send(counted, {"reason": "Les mêmes réponses en une heure."}).status_code == 303
    assert "do not count" in client.get(call.get_absolute_url() + "resultats/").content.decode()
    numbers = consultations_with_numbers(call.mission).get()
    assert {pk for pk, _, _ in opinion_triples(call)}.isdisjoint(copies)
    assert (numbers.people_count, numbers.answer_count) == (30, 30 * IDEAS)
    assert {one.people for one in tallies(call)} == {30}
    assert Opinion.objects.of(call).count() == 42 * IDEAS
    assert send(counted, {"reason": "encore"}).status_code == 303
    assert SettingAside.objects.count() == 1
    fact = Fact.objects.filter(verb="accounts.set_aside").get()
    assert fact.details.particulars == {
        "accounts": 12,
        "reason": "Les mêmes réponses en une heure.",
    }

    aside = SettingAside.objects.get()
    back = f"{page}mises-de-cote/{aside.pk}/retour/"
    assert send(back, {"reason": ""}).status_code == 303
    assert SettingAside.objects.standing().exists()
    for _ in range(2):
        assert send(back, {"reason": "Une classe, avec son professeur."}).status_code == 303
    assert Opinion.objects.counted().count() == 42 * IDEAS
    assert "count again since" in client.get(page).content.decode()


def test_what_is_set_aside_says_why_in_enough_number_and_once(call):
    voices = [
        welcome(consultation=call, voice=Voice(guest_digest=f"g{number}"), at=cast.NOON)
        for number in range(9)
    ]
    keys = [one.pk for one in voices]
    act = {"consultation": call, "by": cast.minh(), "at": cast.NOON}

    with pytest.raises(ReasonMissing):
        set_accounts_aside(voices=keys, reason=" ", **act)
    with pytest.raises(TooFewAccounts):
        set_accounts_aside(voices=keys[:7], reason="x", **act)
    made = set_accounts_aside(voices=keys, reason="x", **act)
    with pytest.raises(NothingToClaim):
        claim_opinions(guest=voices[0], by=cast.theo(), at=cast.NOON)
    undo = {"setting_aside": made, "by": cast.minh(), "at": cast.NOON}
    with pytest.raises(ReasonMissing):
        put_accounts_back(reason="", **undo)
    put_accounts_back(reason="x", **undo)
    with pytest.raises(PutBackAlready):
        put_accounts_back(reason="x", **undo)
    assert str(made) == f"#{made.pk} of 9"


def test_signals_are_digests_of_one_consultation_and_go_after_ninety_days(call, client, send):
    other = cast.consultation(call.mission, "Une autre question ?", statements=1)
    for each in (call, other):
        form = {"statement": each.statements.first().pk, "choice": 1}
        send(f"{each.get_absolute_url()}avis/", form, HTTP_USER_AGENT="Firefox/1 Linux")
    here, there = Arrival.objects.order_by("pk")

    assert here.network
    assert here.client
    assert (here.network, here.client) != (there.network, there.client)
    assert "127" not in here.network
    assert str(here) == f"#{here.pk} of {here.participant_id}"
    cast.look_at_accounts(call)
    later = here.came_at + timedelta(days=91)
    ending = {one.label: rows_over(one, at=later).count() for one in tables_that_end()}
    assert (ending["voices.Arrival"], ending["compass.Reading"]) == (2, 1)
    keep_to_terms(at=later)
    assert Participant.objects.count() == 2


def test_a_look_counts_what_the_landscape_counts_and_nothing_more(call):
    at = {"on": cast.TODAY}
    told = {"upto": None, "statements_detail": [], "withheld": {}}
    shown = Reading(taken_at=cast.NOON, result=told)
    assert as_shown(call, shown, **at).upto == {}
    shown.result = told | {"upto": {"3": [cast.NOON.isoformat(), 7]}}
    assert as_shown(call, shown, **at).upto == {3: (cast.NOON, 7)}
    call.closed_at, shown.result = cast.NOON, told
    assert as_shown(call, shown, **at).upto is None


def test_a_report_says_how_many_are_set_aside(call):
    sprint = cast.sprint(call.mission, closed=True)
    assert content_of(sprint, at=cast.NOON)["set_aside"] == 0
    assert set_aside(0) == ""
    assert "1 compte" in plain(set_aside(1))
    assert "12 comptes" in plain(set_aside(12))


def test_there_is_nothing_at_the_address_of_another_mission(call, as_):
    reading = cast.look_at_accounts(call)
    cast.elsewhere()
    client = as_(cast.ana())

    page = "/m/ailleurs/animer/comptes/"
    assert client.get(f"{page}{reading.pk}/1/").status_code == 404
    client = as_(cast.minh())
    assert client.get(f"/m/paca/animer/comptes/{reading.pk}/2/").status_code == 404
    assert client.get(f"/m/paca/animer/comptes/{reading.pk}/0/").status_code == 404
    assert client.get("/m/paca/animer/comptes/?calcul=x").status_code == 200
