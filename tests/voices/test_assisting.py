"""Somebody without an address takes part: on paper, aloud, by telephone, entered by the team."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from maven.journal.models import Fact, FactDetails
from maven.missions.models import Channel, Membership
from maven.missions.operations import bring
from maven.missions.queries import helped_in
from maven.people.models import Person
from maven.rights.operations import erase_helped, erase_person
from maven.rights.portrait import portrait_of
from maven.rights.retention import accounts_never_used
from maven.voices import operations
from maven.voices.models import Assistance, Opinion, Participant, Statement
from maven.voices.operations import Said
from tests import cast


@pytest.fixture
def call(paca):
    return cast.consultation(paca, statements=3)


@pytest.fixture
def entry(call):
    return reverse("voices:assist", args=["paca", call.slug, call.pk])


HELPED = reverse("voices:helped", args=["paca"])


def filled(call, **more):
    first, second, _third = Statement.objects.of(call).in_order()
    return {
        "name": "Rosa Tilleul",
        "presence": "name",
        "how": "paper",
        "agreed_on": timezone.localdate().isoformat(),
        f"choice-{first.pk}": "1",
        f"important-{first.pk}": "on",
        f"choice-{second.pk}": "-1",
        "words": "Un car le jeudi pour le marché.",
        **more,
    }


def rosa(call, **more):
    person = bring(
        mission=call.mission, name="Rosa Tilleul", presence="name", by=cast.minh(), at=cast.NOON
    ).person
    return enter(call, person, **more)


def enter(call, person, **more):
    given = {
        "how": "spoken",
        "agreed_on": cast.TODAY,
        "said": [Said(statement=Statement.objects.of(call).in_order()[0], choice=1)],
        **more,
    }
    return operations.enter_contribution(
        consultation=call, person=person, by=cast.minh(), at=cast.NOON, **given
    )


def test_the_team_enters_a_form_and_nobody_reads_it_again(call, entry, as_, send, client):
    as_(cast.minh())
    page = client.get(entry).text
    assert "Idée numéro 1" in page
    assert client.get(HELPED).status_code == 200
    assert send(entry, filled(call)).status_code == 303
    person = Person.objects.get(name="Rosa Tilleul")
    assert (person.email, person.has_usable_password()) == (None, False)
    part = Membership.objects.between(call.mission, person)
    assert (part.channel, part.invited_by) == (Channel.ASSISTED, cast.minh())
    noted = Assistance.objects.get()
    assert (noted.person, noted.how, noted.entered_by) == (person, "paper", cast.minh())
    voice = Participant.objects.get(person=person)
    told = Opinion.objects.by(voice).order_by("statement__number")
    assert [(one.choice, one.important) for one in told] == [(1, True), (-1, False)]
    idea = Statement.objects.of(call).waiting().get()
    assert (idea.words, idea.author) == ("Un car le jeudi pour le marché.", voice)
    listed = client.get(HELPED).text
    assert "Rosa Tilleul" in listed
    assert "Minh Facilitant" in listed
    again = client.get(entry).text
    assert again.count("checked") == 3 + 1, "blank, but for the way one appears"
    assert "Rosa Tilleul" in client.get(reverse("missions:community", args=["paca"])).text


def test_no_fact_tells_what_was_answered_nor_how_much(call):
    rosa(call)
    before = Fact.objects.count()
    enter(call, helped_in(call.mission)[0], said=everything_agreed(call))
    facts = list(Fact.objects.order_by("pk"))[before:]
    assert [fact.verb for fact in facts] == ["assistance.noted", "opinion.given"]
    details = [FactDetails.objects.get(fact=fact) for fact in facts]
    assert [one.by for one in details] == [cast.minh(), None]
    assert details[0].particulars == {"how": "spoken", "agreed_on": "2014-01-13"}


def everything_agreed(call):
    return [Said(statement=one, choice=1) for one in Statement.objects.of(call).accepted()]


def test_what_is_entered_again_replaces_and_the_rest_stays(call, entry, as_, send):
    person = rosa(call).person
    as_(cast.minh())
    first, second, _third = Statement.objects.of(call).in_order()
    form = filled(call, who=str(person.pk), words="", **{f"choice-{first.pk}": "0"})
    assert send(entry, form).status_code == 303
    voice = Participant.objects.get(person=person)
    told = dict(Opinion.objects.by(voice).values_list("statement", "choice"))
    assert told == {first.pk: 0, second.pk: -1}
    assert Person.objects.filter(name="Rosa Tilleul").count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"how": ""},
        {"how": "guessed"},
        {"agreed_on": ""},
        {"agreed_on": (date.today() + timedelta(days=3)).isoformat()},
        {"presence": ""},
        {"name": ""},
        {"name": "Administrateur"},
        {"who": "1"},
        {"words": "x" * 300},
        {"words": "Idée numéro 1 pour le territoire."},
        {"words": "Voyez https://exemple.fr et venez."},
    ],
)
def test_what_is_missing_or_wrong_writes_nothing(call, entry, as_, send, wrong):
    as_(cast.minh())
    people = Person.objects.count()
    answer = send(entry, filled(call, **wrong))
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert (Person.objects.count(), Opinion.objects.count()) == (people, 0)


def test_an_empty_form_and_a_closed_consultation_take_nothing(call, entry, as_, send, client):
    as_(cast.minh())
    empty = {name: value for name, value in filled(call, words="").items() if "-" not in name}
    assert send(entry, empty).status_code == 422
    call.closed_at = timezone.now()
    call.save()
    assert client.get(entry).status_code == 409
    assert send(entry, filled(call)).status_code == 409
    with pytest.raises(operations.ConsultationClosed):
        rosa(call)


def test_only_those_whom_the_team_brought_are_answered_for(call):
    for person in (cast.karim(), cast.theo()):
        with pytest.raises(operations.NotHelped):
            enter(call, person)
    elsewhere = bring(
        mission=cast.elsewhere(), name="", presence="absent", by=cast.ana(), at=cast.NOON
    ).person
    with pytest.raises(operations.NotHelped):
        enter(call, elsewhere)


def test_one_agrees_before_and_says_something_of_this_consultation(call):
    rosa(call)
    [person] = helped_in(call.mission)
    other = cast.consultation(call.mission, "Une autre ?", statements=1)
    for refusal, more in (
        (operations.AgreedLater, {"agreed_on": cast.TODAY + timedelta(days=1)}),
        (operations.NothingSaid, {"said": []}),
        (operations.StatementNotInConsultation, {"said": everything_agreed(other)}),
    ):
        with pytest.raises(refusal):
            enter(call, person, **more)
    enter(call, person, said=[], words="Des bancs sur la place du marché.")
    ideas = (
        (operations.CloseIdea, "Des bancs sur la place du marché !!"),
        (operations.TooManyLinks, "Lisez https://exemple.fr/bancs ici."),
    )
    for refusal, words in ideas:
        with pytest.raises((refusal, operations.IdeaAlreadyThere)):
            enter(call, person, said=[], words=words)


@pytest.mark.parametrize("who", [cast.karim, cast.odile, cast.theo, cast.ana])
def test_nobody_but_the_team_enters_or_reads_who_was_helped(call, entry, as_, send, client, who):
    as_(who())
    assert client.get(entry).status_code == 403
    assert send(entry, filled(call)).status_code == 403
    assert client.get(HELPED).status_code == 403


def test_the_form_to_print_holds_every_idea_in_two_sizes_and_languages(call, client):
    page = reverse("voices:paper", args=["paca", call.slug, call.pk])
    usual, large = client.get(page).text, client.get(page + "?caracteres=grands").text
    assert "3. Idée numéro 3" in usual
    assert 'class="big"' in large
    assert "Date and signature" in client.get("/en" + page).text
    assert client.get(page.replace(call.slug, "autre")).status_code == 301


def test_she_is_told_everything_kept_about_her_and_nothing_is_left_after(call, as_, send, client):
    person = rosa(call).person
    kept = {part.told.label for part in portrait_of(person)}
    assert {"voices.Assistance", "voices.Opinion", "missions.Membership"} <= kept
    assert person not in accounts_never_used(at=timezone.now() + timedelta(days=30))
    with pytest.raises(operations.NotHelped):
        erase_helped(person=person, mission=cast.elsewhere(), by=cast.ana(), at=timezone.now())
    as_(cast.minh())
    erase = reverse("rights:helped_erasure", args=["paca", person.pk])
    assert "Rosa Tilleul" in client.get(erase).text
    assert send(erase).status_code == 303
    assert client.get(erase).status_code == 404
    assert not Assistance.objects.exists()
    assert not Opinion.objects.exists()
    assert not Membership.objects.filter(person=person).exists()
    assert Fact.objects.filter(verb="assistance.ended").count() == 1
    karim = reverse("rights:helped_erasure", args=["paca", cast.karim().pk])
    assert client.get(karim).status_code == 404


def test_two_of_the_team_at_once_find_her_gone_and_nothing_breaks(
    call, entry, as_, send, monkeypatch
):
    person = rosa(call).person
    erase_helped(person=person, mission=call.mission, by=cast.minh(), at=cast.NOON)
    for place in ("maven.rights.views", "maven.voices.assisted_forms"):
        monkeypatch.setattr(f"{place}.helped_in", lambda mission: [person])
    as_(cast.minh())
    erase = reverse("rights:helped_erasure", args=["paca", person.pk])
    assert send(erase).status_code == 404
    assert send(entry, filled(call, who=str(person.pk))).status_code == 422
    assert not Opinion.objects.exists()


def test_who_entered_is_forgotten_when_she_goes_and_the_agreement_stays(call):
    noted = rosa(call)
    lucie = cast.lucie()
    Assistance.objects.update(entered_by=lucie)
    erase_person(person=lucie, by=None, at=timezone.now())
    noted.refresh_from_db()
    assert noted.entered_by is None
