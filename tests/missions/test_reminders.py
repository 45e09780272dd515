import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from maven.journal.models import Fact
from maven.missions import operations, tasks
from maven.missions.models import Invitation, LetterRefusal
from tests import cast

REMINDER = reverse("missions:reminder", args=["paca"])
PAGE = reverse("missions:invitations", args=["paca"])


@pytest.fixture(autouse=True)
def letters_leave_at_once(settings):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}


def invited(mission, email="nadia@exemple.fr", *, days=8, **fields):
    letter = operations.invite(
        mission=mission, email=email, name="", role="member", by=cast.minh(), at=timezone.now()
    )
    mailed = timezone.now() - timedelta(days=days)
    Invitation.objects.filter(pk=letter.invitation.pk).update(
        **{"mailed_at": mailed, "letter_due_at": None, **fields}
    )
    return letter.invitation


def again(one):
    Invitation.objects.filter(pk=one.pk).update(letter_due_at=timezone.now(), leaving_at=None)
    tasks.send_letters.func(one.mission_id, "http://testserver")


def silence_in(letter):
    return re.search(r"https?://testserver(/lettres/\S+)", letter.body)[1]


def test_one_button_reminds_whoever_has_not_answered_for_a_week(paca, as_, send, client):
    late = invited(paca)
    invited(paca, "recente@exemple.fr", days=6)
    invited(paca, "trois@exemple.fr", reminders=3)
    invited(paca, "venue@exemple.fr", accepted_at=timezone.now())
    as_(cast.minh())
    assert REMINDER in client.get(PAGE).text
    for _ in range(2):
        assert send(REMINDER).status_code == 303
    assert [letter.to for letter in mail.outbox] == [["nadia@exemple.fr"]]
    late.refresh_from_db()
    assert late.reminders == 1
    assert REMINDER not in client.get(PAGE).text
    assert [f.verb for f in Fact.objects.of(paca.chain)].count("invitation.reminded") == 1


def test_only_facilitators_remind(paca, as_, send):
    invited(paca)
    as_(cast.karim())
    assert send(REMINDER).status_code == 403
    assert not mail.outbox


def test_each_letter_says_how_to_receive_no_more_and_it_is_honoured(paca, as_, send, client):
    one = invited(paca)
    again(one)
    link = silence_in(mail.outbox[0])
    assert mail.outbox[0].extra_headers["List-Unsubscribe"] == f"<http://testserver{link}>"
    assert (
        f"\nList-Unsubscribe: <http://testserver{link}>\n" in mail.outbox[0].message().as_string()
    )
    assert "nadia" not in link
    assert client.get(link).status_code == 200
    assert not LetterRefusal.objects.exists()
    for _ in range(2):
        assert send(link).status_code == 200
    assert LetterRefusal.objects.count() == 1
    again(one)
    Invitation.objects.update(mailed_at=timezone.now() - timedelta(days=30))
    as_(cast.minh())
    send(REMINDER)
    assert len(mail.outbox) == 1
    Invitation.objects.all().delete()
    preview = send(PAGE, {"addresses": "Nadia@exemple.fr", "role": "member"}).context["preview"]
    assert (preview.new, [one.email for one in preview.left_alone]) == ([], ["nadia@exemple.fr"])


def test_a_link_that_no_letter_holds_opens_nothing(db, client, send):
    assert client.get("/lettres/abc/").status_code == 404
    assert send("/lettres/abc:def/").status_code == 404
    assert not LetterRefusal.objects.exists()
