"""Mail scanners open every link of every letter; nothing happens, and the person's own click works."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.core import mail
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from maven.archives import tasks as archives
from maven.missions import tasks as missions
from maven.missions.models import Invitation, JoinRequest, LetterRefusal, Membership
from maven.rights.letters import forewarning_to
from tests import cast
from tests.front.test_sessions import Browser
from tests.house.matrix import Things

pytestmark = pytest.mark.django_db
HERE = "http://testserver"
ITS_OWN = {"django_session"}  # what a visit to the door begins


def links(letter):
    words = letter.body + " " + " ".join(letter.extra_headers.values())
    return [found.rstrip(".>") for found in re.findall(rf"{HERE}/[^\s>]*", words)]


def everything():
    """Every row of every table, as one comparable thing."""
    return {
        model._meta.db_table: sorted(map(repr, model._base_manager.values_list()))
        for model in apps.get_models(include_auto_created=True)
        if issubclass(model, Model) and model._meta.db_table not in ITS_OWN
    }


def scanned(letters):
    """A robot in the mail server: each link, GET and HEAD, twice over, with no cookie and with."""
    told = []
    for letter in letters:
        for link in links(letter):
            kept = Client(headers={"User-Agent": "Mozilla/5.0 (compatible; LinkScanner)"})
            for robot in (kept, kept, Client()):
                for ask in (robot.get, robot.head):
                    told.append((link, ask(link.removeprefix(HERE), follow=True).status_code))
    return told


@pytest.fixture
def things(paca):
    return Things(paca)


@pytest.fixture
def letters(things):
    """One of each letter that the house writes."""
    Invitation.objects.update(expires_at=timezone.now() + timedelta(days=14))
    missions.send_letters.func(things.mission.pk, HERE)
    missions.tell_of_requests.func(things.mission.pk, HERE)
    JoinRequest.objects.update(
        settled_at=timezone.now(), settled_by=cast.minh(), outcome="accepted"
    )
    missions.send_answer.func(things.join_request.pk, HERE)
    archives.letter_of(things.archive, HERE).send()
    forewarning_to(cast.karim(), number=1, at=timezone.now()).send()
    return list(mail.outbox)


def test_a_robot_changes_nothing_and_breaks_nothing(letters):
    assert len(letters) >= 5
    before = everything()
    told = scanned(letters)
    assert [one for one in told if one[1] >= 500] == []
    assert everything() == before
    assert len(told) >= 6 * 4


def test_the_click_of_the_person_invited_still_works(letters, things):
    scanned(letters)
    [letter] = [one for one in letters if one.to == ["invitee@example.org"]]
    [link] = [one for one in links(letter) if "/i/" in one]
    invitee = Browser()
    invitee.force_login(cast.person("Invitée", "invitee@example.org"))
    page = invitee.get(link.removeprefix(HERE))
    assert page.status_code == 200
    assert invitee.form(link.removeprefix(HERE)).status_code == 303
    part = Membership.objects.get(person__email="invitee@example.org")
    assert part.mission == things.mission


def test_saying_no_to_letters_is_the_persons_own_click(letters):
    scanned(letters)
    assert not LetterRefusal.objects.exists()
    [letter] = [one for one in letters if one.to == ["invitee@example.org"]]
    [link] = {one for one in links(letter) if "/lettres/" in one}
    assert Browser().form(link.removeprefix(HERE)).status_code < 400
    assert LetterRefusal.objects.count() == 1


def test_letters_of_codes_hold_no_link_at_all(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        Browser().form("/connexion/", {"email": "theo@example.org"})
    assert "://" not in mail.outbox[0].body
