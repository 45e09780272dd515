"""What has been kept long enough goes, by itself, after whoever is concerned was told twice."""

import os
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from maven.cli import main
from maven.journal.models import Fact, FactDetails, Receipt
from maven.journal.operations import verify
from maven.missions import operations as missions
from maven.missions.models import Invitation, Mission
from maven.people.models import Person
from maven.rights.keeping import keep_to_terms
from maven.rights.models import Forewarning
from maven.rights.retention import terms
from maven.voices.models import Assistance, Opinion, Participant, SettingAside
from maven.voices.operations.opinions import give_opinion
from tests import cast

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def a_place_of_its_own(settings, tmp_path):
    settings.VAR = tmp_path


@pytest.fixture
def lucie(paca):
    """She came on a day; the others keep coming."""
    Person.objects.filter(email="lucie@example.org").update(last_login=cast.NOON)
    return cast.lucie()


def others_come(at):
    Person.objects.exclude(email="lucie@example.org").update(last_login=at)


def test_three_years_and_two_letters_later_an_unused_account_is_erased(lucie):
    story = []
    for day in range(1000, 1100):
        at = cast.NOON + day * DAY
        others_come(at)
        with time_machine.travel(at, tick=False):
            told = keep_to_terms(at=timezone.now())
        story += [
            (day, name) for name in told if name in {"forewarning 1", "forewarning 2", "inactive"}
        ]

    lucie.refresh_from_db()
    assert story == [(1036, "forewarning 1"), (1082, "forewarning 2"), (1096, "inactive")]
    assert (lucie.name, lucie.email) == ("", None)
    assert Person.objects.filter(email="karim@example.org").exists()
    assert [letter.to for letter in mail.outbox] == [["lucie@example.org"]] * 2
    assert not Forewarning.objects.exists()


def test_whoever_comes_back_after_a_letter_stays(lucie):
    at = cast.NOON + 1040 * DAY
    others_come(at)
    keep_to_terms(at=at)
    Person.objects.filter(pk=lucie.pk).update(last_login=at + DAY)

    keep_to_terms(at=at + 60 * DAY)

    lucie.refresh_from_db()
    assert lucie.name == "Lucie Membre"
    assert not Forewarning.objects.of(lucie).exists()


def test_nobody_is_erased_without_having_been_told_long_before(lucie):
    """The job did not run for years."""
    at = cast.NOON + 2000 * DAY
    others_come(at)

    assert "inactive" not in keep_to_terms(at=at)
    assert "inactive" not in keep_to_terms(at=at + DAY)
    others_come(at + 47 * DAY)
    assert keep_to_terms(at=at + 47 * DAY)["forewarning 2"] == 1
    assert "inactive" not in keep_to_terms(at=at + 60 * DAY)


def test_the_letter_is_in_the_language_of_the_person_and_says_until_when(lucie):
    Person.objects.filter(pk=lucie.pk).update(language="en")
    at = cast.NOON + 1040 * DAY
    others_come(at)

    keep_to_terms(at=at)

    (letter,) = mail.outbox
    assert letter.subject == "Your account will be erased"
    assert "Otherwise there is nothing to do." in letter.body


def test_a_letter_that_does_not_leave_is_written_again(lucie, monkeypatch):
    at = cast.NOON + 1040 * DAY
    others_come(at)

    def broken(*args, **kwargs):
        raise OSError("no mail server")

    with monkeypatch.context() as patched:
        patched.setattr("maven.rights.operations.forewarning_to", broken)
        keep_to_terms(at=at)

    assert not Forewarning.objects.exists()
    assert keep_to_terms(at=at + DAY)["forewarning 1"] == 1


def test_a_person_nobody_can_write_to_is_erased_when_the_time_is_over(paca):
    mute = Person.objects.create(email=None, name="Sans Adresse", last_login=cast.NOON)
    at = cast.NOON + 1200 * DAY
    others_come(at)
    Person.objects.filter(pk=mute.pk).update(last_login=cast.NOON)

    keep_to_terms(at=at)

    mute.refresh_from_db()
    assert (mute.name, mute.is_active) == ("", False)


def test_an_invitation_goes_a_month_after_its_link_and_a_receipt_after_two_days(paca):
    missions.invite(
        mission=paca, email="x@example.org", name="", role="member", by=cast.minh(), at=cast.NOON
    )
    Receipt.objects.create(key="k" * 20, scope="s", fingerprint="f", received_at=cast.NOON)
    others_come(cast.NOON + 50 * DAY)

    keep_to_terms(at=cast.NOON + 43 * DAY)
    assert (Invitation.objects.count(), Receipt.objects.count()) == (1, 0)

    keep_to_terms(at=cast.NOON + 45 * DAY)
    assert Invitation.objects.count() == 0


def test_an_address_typed_at_the_door_goes_the_next_day(paca):
    others_come(timezone.now())
    Person.objects.create_user("passant@example.org")

    assert keep_to_terms(at=timezone.now() + 2 * DAY)["never came"] == 1


def test_a_year_after_its_handover_a_mission_ties_nobody_to_their_answers(lucie, paca):
    consultation = cast.consultation(paca, statements=1)
    participant = Participant.objects.create(
        consultation=consultation, person=lucie, came_at=cast.NOON
    )
    give_opinion(
        participant=participant, statement=consultation.statements.get(), choice=1, at=cast.NOON
    )
    Mission.objects.filter(pk=paca.pk).update(handed_over_on=cast.TODAY + 10 * DAY)
    early, late = cast.NOON + 370 * DAY, cast.NOON + 380 * DAY
    others_come(late)

    keep_to_terms(at=early)
    participant.refresh_from_db()
    assert participant.person == lucie

    made = {"consultation": consultation, "set_aside_at": cast.NOON, "accounts": 8}
    aside = SettingAside.objects.create(reason="Jumeaux", set_aside_by=cast.minh(), **made)
    helped = {"how": "paper", "agreed_on": cast.TODAY, "entered_at": cast.NOON}
    Assistance.objects.create(
        consultation=consultation, person=lucie, entered_by=cast.minh(), **helped
    )

    done = keep_to_terms(at=late)
    assert (done["voices.Assistance"], done["voices.SettingAside"]) == (1, 1)
    assert not Assistance.objects.exists(), "its hour is that of the answers"
    aside.refresh_from_db()
    assert (aside.reason, aside.set_aside_by) == ("Jumeaux", None), "it stays, by nobody"
    participant.refresh_from_db()
    assert participant.person is None
    assert Opinion.objects.get().choice == 1
    assert not FactDetails.objects.filter(fact__chain__name=paca.chain, by__isnull=False).exists()
    assert verify(paca.chain).length > 0


def test_old_documents_and_letters_go_from_their_folders(paca, settings):
    others_come(timezone.now())
    old, new = settings.VAR / "reports" / "old.pdf", settings.VAR / "reports" / "new.pdf"
    old.parent.mkdir()
    for path in (old, new):
        path.write_bytes(b"%PDF")
    os.utime(old, (1, 1))

    assert keep_to_terms(at=timezone.now())["files"] == 1
    assert not old.exists()
    assert new.exists()


def test_a_dry_run_says_what_would_go_and_touches_nothing(paca, capsys):
    others_come(timezone.now())
    Receipt.objects.create(key="k" * 20, scope="s", fingerprint="f", received_at=cast.NOON)
    facts = Fact.objects.count()

    assert main(["retention", "--dry-run"]) == 0
    assert "1  journal.Receipt" in capsys.readouterr().out
    assert Receipt.objects.count() == 1
    assert Fact.objects.count() == facts

    assert main(["retention"]) == 0
    assert "1  journal.Receipt" in capsys.readouterr().out
    assert Receipt.objects.count() == 0
    assert Fact.objects.with_verbs("terms.kept").count() == 1

    assert main(["retention", "--dry-run"]) == 0
    assert "Nothing has been kept too long." in capsys.readouterr().out


def test_what_would_go_counts_people_and_missions_too(lucie, paca):
    Mission.objects.filter(pk=paca.pk).update(handed_over_on=cast.TODAY)
    at = cast.NOON + 2000 * DAY
    others_come(at)

    told = {one.name: one.count for one in terms(at=at)}

    assert told["first forewarning"] == 1
    assert told[f"{paca.chain} journal.FactDetails"] > 0
