import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from maven.journal.models import Fact
from maven.missions import operations, tasks
from maven.missions.models import Invitation, Membership, Role
from maven.missions.models.invitation import digest_of
from tests import cast

PASTED = """Nadia Bel <nadia@exemple.fr>
paul@exemple.fr
Karim Membre <karim@example.org>
bea@localhost
Nadia encore <NADIA@exemple.fr>
"""


@pytest.fixture
def page():
    return reverse("missions:invitations", args=["paca"])


def post_office():
    """Runs the jobs that wait, as the worker does."""
    for job in DBTaskResult.objects.filter(status="READY").order_by("enqueued_at"):
        job.task.func(*job.args_kwargs["args"], **job.args_kwargs["kwargs"])
        job.delete()


def link_in(letter):
    return re.search(r"https?://testserver(/\S+)", letter.body)[1]


def confirm(send, preview):
    form = {
        name: re.search(rf'name="{name}" value="([^"]*)"', preview.text)[1].replace("&quot;", '"')
        for name in ("role", "addresses", "word")
    }
    return send(reverse("missions:letters", args=["paca"]), form)


def test_a_preview_tells_everything_and_writes_nothing(paca, as_, send, page):
    as_(cast.minh())
    operations.invite(
        mission=paca, email="paul@exemple.fr", name="", role="member", by=cast.minh(), at=cast.NOON
    )
    Invitation.objects.update(expires_at="2999-01-01T00:00Z")
    facts = Fact.objects.count()
    response = send(page, {"addresses": PASTED, "role": "member"})
    preview = response.context["preview"]
    assert response.status_code == 200
    assert [one.email for one in preview.new] == ["nadia@exemple.fr"]
    assert [one.email for one in preview.already_there] == ["karim@example.org"]
    assert [one.email for one in preview.already_invited] == ["paul@exemple.fr"]
    assert [one.line for one in preview.to_correct] == [4, 5]
    assert "n’est pas un domaine complet" in response.text
    assert "Déjà à la ligne 1" in response.text
    assert (Invitation.objects.count(), Fact.objects.count()) == (1, facts)
    assert not DBTaskResult.objects.exists()
    assert not mail.outbox


def test_confirming_invites_and_each_letter_leaves_by_itself(paca, as_, send, page):
    as_(cast.minh())
    response = confirm(send, send(page, {"addresses": PASTED, "role": "participant"}))
    assert (response.status_code, response.url) == (303, page)
    assert not mail.outbox, "the page does not wait for the mail server"
    invited = Invitation.objects.of(paca).order_by("email")
    assert [(one.email, one.name, one.role) for one in invited] == [
        ("nadia@exemple.fr", "Nadia Bel", Role.PARTICIPANT),
        ("paul@exemple.fr", "", Role.PARTICIPANT),
    ]
    post_office()
    assert sorted(letter.to[0] for letter in mail.outbox) == ["nadia@exemple.fr", "paul@exemple.fr"]
    assert "envoyée" in as_(cast.minh()).get(page).text


def test_a_letter_is_in_the_language_of_the_mission_with_a_link_of_ones_own(paca, as_, send, page):
    as_(cast.minh())
    confirm(send, send(page, {"addresses": "Nadia Bel <nadia@exemple.fr>", "role": "member"}))
    post_office()
    [letter] = mail.outbox
    assert letter.subject == "Minh Facilitant vous invite dans «\u202fLe numérique en commun\u202f»"
    assert letter.body.startswith("Bonjour Nadia Bel,")
    assert paca.question.replace(" ?", "\u202f?") in letter.body
    assert letter.reply_to == ["minh@example.org"]
    token = link_in(letter).strip("/").split("/")[-1]
    assert Invitation.objects.get().token_digest == digest_of(token)
    assert token not in str(list(DBTaskResult.objects.values()))


def test_a_name_on_two_lines_makes_no_header_of_its_own(paca, as_, send, page):
    type(paca).objects.filter(pk=paca.pk).update(name="Le commun\r\nBcc: tous@exemple.fr")
    as_(cast.minh())
    confirm(send, send(page, {"addresses": "zoe@exemple.fr", "role": "member"}))
    post_office()
    [letter] = mail.outbox
    assert "\r" not in letter.subject
    assert letter.recipients() == ["zoe@exemple.fr"]


def test_an_english_mission_writes_in_english(paca, as_, send, page):
    type(paca).objects.filter(pk=paca.pk).update(language="en")
    as_(cast.minh())
    confirm(send, send(page, {"addresses": "zoe@exemple.fr", "role": "member"}))
    post_office()
    assert mail.outbox[0].subject == "Minh Facilitant invites you into “Le numérique en commun”"
    assert link_in(mail.outbox[0]).startswith("/en/i/")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_csv_file_is_read_like_a_paste(paca, as_, send, page, encoding):
    as_(cast.minh())
    table = "Nom;Prénom;Courriel\nRoux;Hélène;helene@exemple.fr\n".encode(encoding)
    upload = SimpleUploadedFile("liste.csv", table)
    preview = send(page, {"file": upload, "role": "member"}).context["preview"]
    assert [(one.name, one.email) for one in preview.new] == [("Hélène Roux", "helene@exemple.fr")]


@pytest.mark.parametrize(
    "form",
    [
        {"addresses": "rien à lire", "role": "member"},
        {"addresses": "", "role": "member"},
        {"addresses": "a@exemple.fr", "role": "emperor"},
        {"addresses": "\n".join(f"a{n}@exemple.fr" for n in range(2001)), "role": "member"},
    ],
)
def test_what_cannot_be_read_comes_back_with_a_reason(paca, as_, send, page, form):
    as_(cast.minh())
    response = send(page, form)
    assert response.status_code == 422
    assert "error-summary" in response.text


def test_a_workbook_is_refused_with_the_cure(paca, as_, send, page):
    as_(cast.minh())
    upload = SimpleUploadedFile("liste.xlsx", b"PK\x03\x04...")
    response = send(page, {"file": upload, "role": "member"})
    assert response.status_code == 422
    assert "enregistrez le tableur en CSV" in response.text


def test_letters_confirmed_without_an_address_send_nothing(paca, as_, send):
    as_(cast.minh())
    response = send(reverse("missions:letters", args=["paca"]), {"role": "member"})
    assert response.status_code == 422
    assert not Invitation.objects.exists()


def test_sending_again_gives_a_new_link_and_the_former_one_opens_nothing(paca, as_, send, page):
    as_(cast.minh())
    confirm(send, send(page, {"addresses": "zoe@exemple.fr", "role": "member"}))
    post_office()
    invitation = Invitation.objects.get()
    again = reverse("missions:letter", args=["paca", invitation.pk])
    assert send(again).status_code == 303
    post_office()
    old, new = (link_in(letter) for letter in mail.outbox)
    as_(cast.theo())
    client = as_(cast.theo())
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)


def test_an_accepted_invitation_is_not_sent_again(paca, as_, send):
    letter = operations.invite(
        mission=paca, email="zoe@exemple.fr", name="", role="member", by=cast.minh(), at=cast.NOON
    )
    operations.accept_invitation(
        invitation=letter.invitation, by=cast.theo(), at=cast.NOON + timedelta(hours=1)
    )
    as_(cast.minh())
    send(reverse("missions:letter", args=["paca", letter.invitation.pk]))
    assert not DBTaskResult.objects.exists()
    tasks.send_letters.func(paca.pk, "http://testserver")
    assert not mail.outbox


def test_the_invitation_of_another_mission_cannot_be_sent_from_here(paca, as_, send):
    there = operations.invite(
        mission=cast.elsewhere(),
        email="x@exemple.fr",
        name="",
        role="member",
        by=cast.ana(),
        at=cast.NOON,
    )
    as_(cast.minh())
    answer = send(reverse("missions:letter", args=["paca", there.invitation.pk]))
    assert answer.status_code == 404


@pytest.mark.parametrize("who", [cast.karim, cast.theo, cast.ana])
def test_nobody_else_invites(paca, as_, send, page, who):
    as_(who())
    form = {"addresses": "zoe@exemple.fr", "role": "facilitator"}
    assert send(page, form).status_code == 403
    assert send(reverse("missions:letters", args=["paca"]), form).status_code == 403
    assert not Invitation.objects.exists()


def test_names_with_odd_signs_survive_the_preview(paca, as_, send, page):
    as_(cast.minh())
    table = 'email;name\nodd@exemple.fr;"Dupont; ""Jo"", <Jean>"\n'
    confirm(send, send(page, {"addresses": table, "role": "member"}))
    assert Invitation.objects.get().email == "odd@exemple.fr"


def test_the_list_asks_the_store_the_same_whatever_its_length(
    paca, as_, page, django_assert_max_num_queries
):
    counts = []
    client = as_(cast.minh())
    for number in range(3):
        operations.invite(
            mission=paca,
            email=f"p{number}@exemple.fr",
            name="",
            role="member",
            by=cast.minh(),
            at=cast.NOON,
        )
        if number in {0, 2}:
            with django_assert_max_num_queries(20) as asked:
                client.get(page)
            counts.append(len(asked.captured_queries))
    assert counts[0] == counts[1]


def test_joining_by_a_letter_from_end_to_end(paca, as_, send, page, client):
    as_(cast.minh())
    confirm(send, send(page, {"addresses": "Théo <theo@example.org>", "role": "member"}))
    post_office()
    theo = cast.theo()
    as_(theo)
    assert send(link_in(mail.outbox[0])).status_code == 303
    assert Membership.objects.between(paca, theo).invited_by == cast.minh()
