"""One's own profile, and the page of a person as each reader may see it."""

import re

import pytest
from django.urls import reverse

from maven.causes.operations import accept_role, solicit_champion
from maven.missions.models import Placement
from maven.missions.operations.sectors import add_sector
from maven.people.models import Organisation, Person, ProfileLine
from maven.sprints.models import Activity, Deliverable, Tension
from maven.toolbox.queries import kind_of
from maven.voices.models import Opinion, Participant, Statement
from tests import cast

PROFILE = {
    "name": "Karim Membre",
    "organisation": "",
    "sector": "",
    "offers": "Une salle\n- Du temps\n\nune SALLE",
    "seeks": "• Un cartographe",
    "about": "Je relie.",
    "presence": "name",
    "language": "fr",
}


def profile(send, **changes):
    return send(reverse("front:account"), {**PROFILE, **changes})


def lines(person):
    return [(line.side, line.words) for line in ProfileLine.objects.of(person).in_order()]


def test_a_profile_is_one_page_and_one_button(paca, as_, send):
    client = as_(cast.karim())
    assert profile(send).status_code == 303
    assert lines(cast.karim()) == [
        ("offers", "Une salle"),
        ("offers", "Du temps"),
        ("seeks", "Un cartographe"),
    ]
    form = client.get(reverse("front:account")).context["form"]
    assert (form["offers"].value(), form["seeks"].value(), form["about"].value()) == (
        "Une salle\nDu temps",
        "Un cartographe",
        "Je relie.",
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"offers": "\n".join("abcdef")},
        {"seeks": "x" * 61},
        {"offers": "x\n" * 600},
        {"about": "x" * 161},
        {"organisation": "Nouvelle structure", "sector": ""},
        {"organisation": "Nouvelle structure", "sector": "inconnu"},
        {"organisation": "x" * 151, "sector": "private"},
        {"presence": ""},
    ],
)
def test_a_profile_with_a_mistake_keeps_nothing_and_says_where(paca, as_, send, changes):
    as_(cast.karim())
    response = profile(send, name="Autre", **changes)
    assert response.status_code == 422
    assert "error-summary" in response.text
    assert cast.karim().name == "Karim Membre"
    assert not ProfileLine.objects.exists()
    assert not Organisation.objects.exists()


def test_an_organisation_of_ones_mission_needs_no_sector(paca, as_, send):
    Person.objects.filter(name__startswith="Lucie").update(organisation=cast.organisation())
    client = as_(cast.karim())
    proposed = client.get(reverse("front:organisations"), {"organisation": "TILLEULS"})
    assert '<option value="Atelier des Tilleuls">' in proposed.text
    assert '<option value="Atelier des Tilleuls">' in client.get(reverse("front:account")).text
    assert profile(send, organisation=" atelier  DES tilleuls ").status_code == 303
    assert cast.karim().organisation.name == "Atelier des Tilleuls"


def test_an_organisation_that_one_may_not_know_is_answered_as_a_new_one(paca, as_, send):
    secret = cast.organisation("Cabinet secret")
    Person.objects.filter(pk=cast.ana().pk).update(organisation=secret)
    cast.elsewhere()
    as_(cast.karim())
    assert profile(send, organisation="Cabinet secret").status_code == 422
    assert profile(send, organisation="Cabinet secret", sector="public").status_code == 303
    assert cast.karim().organisation == secret
    secret.refresh_from_db()
    assert secret.sector == "private", "who joins an organisation does not move it"


def test_a_new_organisation_finds_its_place_in_the_sector_of_the_mission(paca, as_, send):
    sea = add_sector(mission=paca, name="Mer", by=cast.minh(), at=cast.NOON)
    as_(cast.karim())
    profile(send, organisation="Criée des Rades", sector=str(sea.pk))
    assert Placement.objects.get().sector == sea
    assert cast.karim().organisation.sector == ""
    profile(send, organisation="Banque des Pins", sector="finance")
    assert cast.karim().organisation.sector == "finance"
    assert Placement.objects.count() == 1


@pytest.fixture
def busy(paca):
    """Karim did one of each thing, and Lucie's things are in it to leak."""
    karim = cast.karim()
    ProfileLine.objects.create(person=karim, side="offers", words="Une salle claire", rank=0)
    seat = solicit_champion(cause=cast.cause(paca), person=karim, by=cast.minh(), at=cast.NOON)
    accept_role(champion=seat, by=karim, at=cast.NOON)
    solicit_champion(
        cause=cast.cause(paca, "Cause demandée"), person=karim, by=cast.minh(), at=cast.NOON
    )
    sprint = cast.sprint(paca, closed=True)
    for who, word in ((karim, "de Karim"), (cast.lucie(), "de Lucie")):
        Deliverable.objects.create(
            sprint=sprint, title=f"Carte {word}", shipped_at=cast.NOON, shipped_by=who
        )
        Tension.objects.create(
            mission=paca,
            sprint=sprint,
            desired=f"Tension {word}",
            observed="y",
            raised_at=cast.NOON,
            raised_by=who,
        )
        Activity.objects.create(
            sprint=sprint,
            kind=kind_of(paca, "conference"),
            title=f"Conférence {word}",
            days_planned=1,
            done_at=cast.NOON,
            done_by=who,
        )
    call = cast.consultation(paca, statements=1)
    voice = Participant.objects.create(consultation=call, person=karim, came_at=cast.NOON)
    for number, fate in ((2, {"accepted_at": cast.NOON}), (3, {}), (4, {"refused_at": cast.NOON})):
        Statement.objects.create(
            consultation=call,
            number=number,
            words=f"Idée tue {number}",
            author=voice,
            submitted_at=cast.NOON,
            **fate,
        )
    Opinion.objects.create(
        participant=voice, statement=call.statements.get(number=1), choice=1, given_at=cast.NOON
    )
    return karim


def address(person, slug="paca"):
    return reverse("front:person", args=[slug, person.slug, person.pk])


PUBLIC = ("Une salle claire", "Former et garder", "Carte de Karim", "Conférence de Karim")
UNSAID = ("Tension de Karim", "Idée tue 2", "Idée tue 3", "Idée tue 4", "Cause demandée")


@pytest.mark.parametrize("who", [cast.salome, cast.odile, cast.minh])
def test_others_read_what_she_did_and_never_what_she_said_unsigned(busy, as_, who):
    text = as_(who()).get(address(busy)).text
    assert [word for word in PUBLIC if word not in text] == []
    assert [word for word in (*UNSAID, "de Lucie", "Idée numéro 1", "@") if word in text] == []


def test_she_reads_all_of_herself_but_no_opinion(busy, as_):
    text = as_(busy).get(address(busy)).text
    assert [word for word in (*PUBLIC, *UNSAID) if word not in text] == []
    assert "Ce que les autres voient" in text
    assert [word for word in ("de Lucie", "Idée numéro 1") if word in text] == []


@pytest.mark.parametrize("presence", ["point", "absent"])
def test_who_does_not_show_her_name_has_no_page_but_for_herself_and_the_team(busy, as_, presence):
    Person.objects.filter(pk=busy.pk).update(presence=presence)
    client = as_(cast.salome())
    answers = [
        client.get(address(busy).replace(f"-{busy.pk}/", f"-{pk}/"))
        for pk in (busy.pk, 999_999, cast.theo().pk)
    ]
    assert [each.status_code for each in answers] == [404] * 3
    assert len({re.sub(r"-\d+/", "", each.text) for each in answers}) == 1, "all read the same"
    wrong_slug = reverse("front:person", args=["paca", "x", busy.pk])
    assert client.get(wrong_slug).status_code == 404, "no redirection tells the name"
    assert "Vous voyez ceci parce que vous animez" in as_(cast.minh()).get(address(busy)).text
    own = as_(busy).get(address(busy)).text
    assert "on leur répond" in own
    assert "Une salle claire" in own


@pytest.mark.parametrize("who", [cast.theo, cast.ana])
def test_the_page_is_for_those_who_take_part(busy, as_, who):
    response = as_(who()).get(address(busy))
    assert response.status_code == 403
    assert "Une salle claire" not in response.text


def test_another_slug_leads_to_the_right_one(busy, as_):
    old = reverse("front:person", args=["paca", "ancien-nom", busy.pk])
    assert as_(cast.salome()).get(old).url == address(busy)


def test_who_left_or_is_of_another_mission_is_absent(busy, as_):
    cast.elsewhere()
    assert as_(cast.minh()).get(address(cast.ana())).status_code == 404
    from maven.missions.operations import leave

    leave(mission=busy_mission(busy), by=busy, at=cast.NOON)
    assert as_(cast.minh()).get(address(busy)).status_code == 404


def busy_mission(person):
    from maven.missions.models import Membership

    return Membership.objects.held_by(person).get().mission


def test_a_page_with_nothing_says_so(paca, as_):
    assert "Rien de livré" in as_(cast.salome()).get(address(cast.lucie())).text
    assert "très bien aussi" in as_(cast.lucie()).get(address(cast.lucie())).text


def test_ones_own_calendar_is_found_from_ones_page(paca, as_):
    assert 'href="/agenda/"' in as_(cast.karim()).get("/moi/").content.decode()
