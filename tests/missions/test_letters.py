"""Letters of invitation that a stop, a refusal or a second worker neither lose nor double."""

from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from maven.journal.models import Fact
from maven.missions import operations, tasks
from maven.missions.models import Invitation, LetterRefusal, Membership
from maven.missions.models.invitation import LEASE, MOST_TRIES
from maven.missions.operations import Guest, reminders
from tests import cast

HERE = "http://testserver"
PAGE = reverse("missions:invitations", args=["paca"])


class Killed(BaseException):
    """The worker dies here."""


def asked(mission, count=3, **more):
    guests = [Guest(email=f"p{n}@exemple.fr", name="", role="member") for n in range(count)]
    return operations.invite_many(
        mission=mission, guests=guests, by=cast.minh(), at=timezone.now(), **more
    )


def written_to():
    return [letter.to[0] for letter in mail.outbox]


def later(**time):
    """The leases of before are over."""
    Invitation.objects.exclude(leaving_at=None).update(
        leaving_at=timezone.now() - timedelta(**time) - LEASE
    )


@pytest.fixture
def server(monkeypatch):
    """`server(number, trouble)`: the letter of this number meets that trouble, before or after."""
    send, told, count = EmailMessage.send, {}, []

    def sending(letter, *args, **more):
        count.append(letter)
        before, after = told.get(len(count), (None, None))
        if before:
            raise before
        send(letter, *args, **more)
        if after:
            raise after

    monkeypatch.setattr(EmailMessage, "send", sending)

    def tell(number, before=None, after=None):
        told[number] = (before, after)

    return tell


def test_a_worker_killed_before_a_letter_left_sends_it_once_and_forgets_nobody(paca, server):
    asked(paca)
    server(2, before=Killed())
    with pytest.raises(Killed):
        tasks.send_letters.func(paca.pk, HERE)
    assert written_to() == ["p0@exemple.fr"]
    tasks.send_letters.func(paca.pk, HERE)  # at once: the letter in hand may be another worker's
    assert written_to() == ["p0@exemple.fr", "p2@exemple.fr"]
    [again] = DBTaskResult.objects.all()
    assert again.run_after > timezone.now(), "the one left is looked at again"
    later(minutes=1)
    tasks.send_letters.func(paca.pk, HERE)
    tasks.send_letters.func(paca.pk, HERE)
    assert sorted(written_to()) == [f"p{n}@exemple.fr" for n in range(3)]
    assert not Invitation.objects.due().exists()


def test_only_between_the_servers_yes_and_ours_does_the_same_letter_leave_again(paca, server):
    asked(paca, 1)
    server(1, after=Killed())
    with pytest.raises(Killed):
        tasks.send_letters.func(paca.pk, HERE)
    later(minutes=1)
    tasks.send_letters.func(paca.pk, HERE)
    first, second = mail.outbox
    assert first.body == second.body, "the same link"
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    reminded = Invitation.objects.get()
    Invitation.objects.update(reminders=1)
    reminded.refresh_from_db()
    assert tasks.letter_of(reminded, HERE).extra_headers != first.extra_headers


def test_more_letters_than_a_slice_leave_by_a_job_that_goes_on(paca, monkeypatch):
    monkeypatch.setattr(tasks, "A_SLICE", 2)
    asked(paca, 3)
    tasks.send_letters.func(paca.pk, HERE)
    assert len(mail.outbox) == 2
    assert DBTaskResult.objects.get().args_kwargs["args"] == [paca.pk, HERE]


def test_a_refusal_is_shown_beside_the_invitation_and_not_tried_again(paca, server, as_):
    asked(paca, 3)
    server(1, before=SMTPRecipientsRefused({"p0@exemple.fr": (550, b"No such  user")}))
    server(2, before=SMTPDataError(554, "Not here"))
    tasks.send_letters.func(paca.pk, HERE)
    later(hours=9)
    tasks.send_letters.func(paca.pk, HERE)
    assert written_to() == ["p2@exemple.fr"]
    told = {one.email: (one.state, one.refusal) for one in Invitation.objects.all()}
    assert told["p0@exemple.fr"] == ("refused", "550 No such user")
    assert told["p1@exemple.fr"] == ("refused", "554 Not here")
    page = as_(cast.minh()).get(PAGE).text
    assert "non remise" in page
    assert "550 No such user" in page


def test_a_server_that_does_not_answer_is_tried_later_and_not_for_ever(paca, server):
    asked(paca, 1)
    for number in range(1, MOST_TRIES + 2):
        server(number, before=SMTPServerDisconnected("no answer"))
    tasks.send_letters.func(paca.pk, HERE)
    waiting = Invitation.objects.get()
    assert (waiting.state, waiting.tries) == ("leaving", 1)
    for _ in range(MOST_TRIES + 2):
        later(hours=20)
        tasks.send_letters.func(paca.pk, HERE)
    assert not mail.outbox
    ended = Invitation.objects.get()
    assert (ended.state, ended.refusal, ended.tries) == ("refused", "no answer", MOST_TRIES)


def test_two_workers_never_hold_the_same_letter(paca):
    [one] = asked(paca, 1)
    Invitation.objects.update(leaving_at=timezone.now())
    tasks.hand_over(one.pk, HERE)
    assert not mail.outbox


def test_who_asked_for_no_letters_gets_none_and_it_is_shown(paca, as_):
    [one] = asked(paca, 1)
    LetterRefusal.objects.create(key=letter_key(one.email), asked_at=timezone.now())
    tasks.send_letters.func(paca.pk, HERE)
    assert not mail.outbox
    assert "a demandé à ne plus recevoir" in as_(cast.minh()).get(PAGE).text


def letter_key(address):
    from maven.missions.models.letter_refusal import key_of

    return key_of(address)


def test_an_invitation_of_before_the_seeds_gets_links_of_its_own(paca):
    [one] = asked(paca, 1)
    Invitation.objects.update(seed="", token_digest="old", sheet_digest=None)
    tasks.send_letters.func(paca.pk, HERE)
    one.refresh_from_db()
    assert one.link("letter") in mail.outbox[0].body
    assert operations.invitation_behind(one.link("letter")) == one


def test_a_word_from_whoever_invites_is_in_the_letter_and_on_the_page(paca, client):
    [one] = asked(paca, 1, word="Vue au marché des Tilleuls.\nÀ bientôt <b>")
    tasks.send_letters.func(paca.pk, HERE)
    body = mail.outbox[0].body
    assert "Minh Facilitant ajoute" in body
    assert "À bientôt <b>" in body
    page = client.get(reverse("missions:join", args=[one.link("letter")])).text
    assert "Un mot de Minh Facilitant" in page
    assert "&lt;b&gt;" in page


def test_no_thank_you_is_said_by_a_button_reminded_no_more_and_may_be_thought_over(
    paca, client, send, as_
):
    [one] = asked(paca, 1)
    join = reverse("missions:join", args=[one.link("letter")])
    decline = reverse("missions:decline", args=[one.link("letter")])
    assert client.get(decline).status_code == 405
    assert "Non, merci" in client.get(join).text
    for _ in range(2):
        assert send(decline).status_code == 303
    assert "Vous avez décliné" in client.get(join).text
    assert Fact.objects.filter(verb="invitation.declined").count() == 1
    Invitation.objects.update(mailed_at=timezone.now() - timedelta(days=20))
    assert not Invitation.objects.to_remind(at=timezone.now()).exists()
    tasks.send_letters.func(paca.pk, HERE)
    assert not mail.outbox

    as_(cast.minh())
    preview = send(PAGE, {"addresses": one.email, "role": "member"}).context["preview"]
    assert ([found.email for found in preview.declined], preview.new) == ([one.email], [])
    send(reverse("missions:letter", args=["paca", one.pk]))
    assert asked(paca, 1) == []
    one.refresh_from_db()
    assert (one.state, one.letter_due_at) == ("declined", None)

    as_(cast.theo())
    assert send(join).status_code == 303
    assert Membership.objects.between(paca, cast.theo()) is not None
    assert send(decline).status_code == 303, "who takes part has declined nothing"
    assert Fact.objects.filter(verb="invitation.declined").count() == 1
    assert send(reverse("missions:decline", args=["unknown"])).status_code == 404


def test_a_letter_that_came_back_is_said_once_and_not_reminded(paca, as_, send):
    [one] = asked(paca, 1)
    tasks.send_letters.func(paca.pk, HERE)
    as_(cast.minh())
    for _ in range(2):
        assert send(reverse("missions:returned", args=["paca", one.pk])).status_code == 303
    Invitation.objects.update(mailed_at=timezone.now() - timedelta(days=20))
    assert not Invitation.objects.to_remind(at=timezone.now()).exists()
    assert Fact.objects.filter(verb="invitation.returned").count() == 1


def test_more_reminders_than_one_may_send_are_sent_on_several_days(paca, monkeypatch):
    monkeypatch.setattr(reminders, "MOST_AT_ONCE", 2)
    asked(paca, 3)
    Invitation.objects.update(mailed_at=timezone.now() - timedelta(days=20))
    days = [reminders.remind(mission=paca, by=cast.minh(), at=timezone.now()) for _ in range(2)]
    assert [len(day) for day in days] == [2, 1]


def test_a_thousand_doubtful_addresses_may_be_ticked(paca, as_, send):
    as_(cast.minh())
    ticked = [f"p{n}@gmial.com," for n in range(1_100)]
    form = {"addresses": "", "also": ticked, "role": "member", "send": "sheets"}
    assert send(reverse("missions:letters", args=["paca"]), form).status_code == 303
    assert Invitation.objects.count() == 1_100


def test_letters_are_counted_and_not_sendings(paca, as_, send, settings):
    settings.LIMITS = {"letters": 5}
    as_(cast.minh())
    go = reverse("missions:letters", args=["paca"])

    def paste(*numbers):
        words = "\n".join(f"q{n}@exemple.fr" for n in numbers)
        return send(go, {"addresses": words, "role": "member", "send": "letters"}).status_code

    assert paste(1, 2, 3, 4) == 303
    assert paste(5, 6) == 429
    assert Invitation.objects.count() == 4, "nothing of the second list"
    one = Invitation.objects.first()
    again = reverse("missions:letter", args=["paca", one.pk])
    assert [send(again).status_code for _ in range(2)] == [303, 429]
    Invitation.objects.update(mailed_at=timezone.now() - timedelta(days=20))
    refused = send(reverse("missions:reminder", args=["paca"]))
    assert refused.status_code == 429
    assert "C'est plus de lettres" in refused.content.decode().replace("’", "'")
    assert "error-summary" not in refused.content.decode(), "no list was sent"
    assert not Invitation.objects.filter(reminders=1).exists()
    form = {"addresses": "r@exemple.fr", "role": "member", "send": "sheets"}
    assert send(go, form).status_code == 303, "a sheet is no letter"
    settings.LIMITS = {"letters": 0}
    assert paste(7, 8) == 303
