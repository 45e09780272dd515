"""At the same moment, in the missions and their causes: one part, one link, one seat."""

import pytest
from django.db import transaction

from maven.causes import operations as causes
from maven.causes.models import Cause, Champion
from maven.missions import operations as missions
from maven.missions.models import Invitation, Membership, Mission, PreparationStep, Role
from maven.people.models import Organisation
from maven.people.operations.profiles import organisation_called
from tests import cast
from tests.races.racing import LATER, TOGETHER, at_once, did, facts, one_only

pytestmark = pytest.mark.django_db(transaction=True)


def test_missions_of_one_name_launched_together_have_addresses_of_their_own(paca):
    minh = cast.minh()

    def launch(n):
        return cast.mission("Une même vallée", by=minh).slug

    told = at_once(launch)

    assert len(set(told)) == TOGETHER
    assert set(Mission.objects.exclude(pk=paca.pk).values_list("slug", flat=True)) == set(told)
    assert "une-meme-vallee" in told


def test_a_person_who_joins_twice_takes_part_once(paca):
    theo = cast.theo()
    act = did(
        missions.join, mission=paca, role=Role.PARTICIPANT, invited_by=None, by=theo, at=LATER
    )

    assert at_once(act) == [True] * TOGETHER
    assert Membership.objects.filter(mission=paca, person=theo).count() == 1
    assert facts(paca, "membership.joined") == 5


def test_a_link_is_taken_by_one_person(paca):
    letter = missions.invite(
        mission=paca,
        email="who@example.org",
        name="",
        role=Role.MEMBER,
        by=cast.minh(),
        at=cast.NOON,
    )
    people = [cast.person(f"Personne {n}", f"p{n}@example.org") for n in range(TOGETHER)]

    def accept(n):
        missions.accept_invitation(invitation=letter.invitation, by=people[n], at=LATER)
        return True

    assert one_only(at_once(accept), "InvitationTaken")
    assert Membership.objects.filter(mission=paca, person__in=people).count() == 1


def test_an_invitation_accepted_twice_by_the_same_person_makes_one_part(paca):
    theo = cast.theo()
    letter = missions.invite(
        mission=paca, email=theo.email, name="", role=Role.MEMBER, by=cast.minh(), at=cast.NOON
    )
    act = did(missions.accept_invitation, invitation=letter.invitation, by=theo, at=LATER)

    assert at_once(act) == [True] * TOGETHER
    assert Membership.objects.filter(mission=paca, person=theo).count() == 1


def test_an_address_invited_twice_has_one_invitation_and_one_link(paca):
    minh = cast.minh()

    def write(n):
        return missions.invite(
            mission=paca, email="who@example.org", name="", role=Role.MEMBER, by=minh, at=LATER
        ).token

    tokens = at_once(write)

    assert len(set(tokens)) == TOGETHER
    assert Invitation.objects.count() == 1
    assert sum(opens(token) for token in tokens) == 1


def opens(token):
    try:
        return missions.invitation_behind(token) is not None
    except missions.InvitationUnknown:
        return False


def test_of_two_last_facilitators_one_stays(paca):
    karim, minh = cast.karim(), cast.minh()
    missions.join(mission=paca, role=Role.FACILITATOR, invited_by=None, by=karim, at=cast.NOON)

    def leave(n):
        missions.leave(mission=paca, by=(minh, karim)[n], at=LATER)
        return True

    assert one_only(at_once(leave, 2), "LastFacilitator")
    assert Membership.objects.of(paca).with_role(Role.FACILITATOR).count() == 1


def test_who_leaves_twice_leaves_once(paca):
    act = did(missions.leave, mission=paca, by=cast.karim(), at=LATER)

    assert at_once(act) == [True] * TOGETHER
    assert facts(paca, "membership.left") == 1


def test_a_step_done_by_all_is_done_once(paca):
    minh = cast.minh()
    act = did(
        missions.finish_step,
        mission=paca,
        phase="A",
        slug="framing",
        note="",
        by=minh,
        at=LATER,
    )

    assert at_once(act) == [True] * TOGETHER
    assert PreparationStep.objects.count() == 1


def test_an_organisation_named_by_all_is_there_once(store):
    name = transaction.atomic(organisation_called)  # as in the verbs that call it
    act = did(name, name="Atelier des Tilleuls", sector="private")

    assert at_once(act) == [True] * TOGETHER
    assert Organisation.objects.count() == 1


def test_a_cause_is_named_once(paca):
    act = did(causes.name_cause, mission=paca, title="Garder les talents", by=cast.minh(), at=LATER)

    assert one_only(at_once(act), "CauseAlreadyNamed")
    assert Cause.objects.count() == 1


def test_a_champion_is_asked_once(paca):
    cause = cast.cause(paca)
    act = did(causes.solicit_champion, cause=cause, person=cast.salome(), by=cast.minh(), at=LATER)

    assert one_only(at_once(act), "AlreadyChampion")
    assert Champion.objects.count() == facts(paca, "champion.solicited") == 1


def asked(paca):
    return causes.solicit_champion(
        cause=cast.cause(paca), person=cast.salome(), by=cast.minh(), at=cast.NOON
    )


def test_a_champion_accepts_once(paca):
    seat = asked(paca)

    assert at_once(did(causes.accept_role, champion=seat, by=cast.salome(), at=LATER)) == (
        [True] * TOGETHER
    )
    assert facts(paca, "champion.accepted") == 1


def test_a_champion_accepts_or_declines_never_both(paca):
    seat, salome = asked(paca), cast.salome()

    def act(n):
        (causes.accept_role, causes.decline_role)[n % 2](champion=seat, by=salome, at=LATER)
        return True

    told = at_once(act)

    assert set(told) == {True, "NotAsked"}
    assert facts(paca, "champion.accepted") + facts(paca, "champion.declined") == 1


def test_a_champion_steps_down_once(paca):
    seat, salome = asked(paca), cast.salome()
    causes.accept_role(champion=seat, by=salome, at=cast.NOON)

    assert at_once(did(causes.step_down, champion=seat, by=salome, at=LATER)) == [True] * TOGETHER
    assert facts(paca, "champion.stepped_down") == 1
