"""What is kept about oneself, in one file, for oneself alone."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken

from maven.journal.models import Receipt
from maven.missions import operations as missions
from maven.missions.models import Annotation
from maven.missions.operations import interviews
from maven.people.models import Person, SignIn
from maven.voices.models import Participant
from maven.voices.operations.opinions import give_opinion
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def lucie(paca):
    """She answered, and an address of hers was invited elsewhere."""
    lucie = cast.lucie()
    consultation = cast.consultation(paca, statements=2)
    participant = Participant.objects.create(
        consultation=consultation, person=lucie, came_at=cast.NOON
    )
    for statement in consultation.statements.order_by("number"):
        give_opinion(
            participant=participant, statement=statement, choice=1, important=False, at=cast.NOON
        )
    missions.invite(
        mission=cast.elsewhere(),
        email=lucie.email,
        name="Lucie",
        role="member",
        by=cast.ana(),
        at=cast.NOON,
    )
    return lucie


def opened(answer):
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_the_file_holds_everything_about_oneself(as_, send, lucie):
    as_(lucie)

    parcel = opened(send("/moi/donnees/"))
    told = json.loads(parcel.read("donnees.json"))["tables"]

    assert told["people.Person"]["rows"][0]["email"] == "lucie@example.org"
    assert [row["choice"] for row in told["voices.Opinion"]["rows"]] == [1, 1]
    assert told["missions.Invitation"]["rows"][0]["email"] == "lucie@example.org"
    assert told["missions.Membership"]["rows"][0]["invited_by"] == "somebody else"
    names = set(parcel.namelist())
    assert {"index.html", "donnees.json", "csv/voices.Opinion.csv"} <= names
    assert "Idée numéro 1 pour le territoire." in parcel.read("index.html").decode()
    assert parcel.read("csv/voices.Opinion.csv").decode("utf-8-sig").startswith("id;participant;")


def test_the_file_holds_what_libraries_keep_as_well(as_, send, lucie):
    EmailAddress.objects.create(user=lucie, email=lucie.email, verified=True, primary=True)
    Authenticator.objects.create(user=lucie, type="totp", data={"secret": "of-the-phone"})
    account = SocialAccount.objects.create(
        user=lucie, provider="agence", uid="uid-of-lucie", extra_data={"given_name": "Lucie"}
    )
    SocialToken.objects.create(account=account, token="of-the-service")
    browser = as_(lucie)
    SignIn.objects.create(
        person=lucie,
        session_key=browser.session.session_key,
        means="code",
        signed_in_at=cast.NOON,
        seen_on=cast.TODAY,
        ends_at=cast.NOON + timedelta(days=30),
    )

    held = opened(send("/moi/donnees/")).read("donnees.json").decode()
    told = json.loads(held)["tables"]

    assert told["account.EmailAddress"]["rows"][0]["verified"] is True
    assert told["mfa.Authenticator"]["rows"][0]["type"] == "totp"
    assert told["socialaccount.SocialAccount"]["rows"][0]["extra_data"] == {"given_name": "Lucie"}
    assert set(told["socialaccount.SocialToken"]["rows"][0]) == {
        "id",
        "app",
        "account",
        "expires_at",
    }
    (session,) = told["sessions.Session"]["rows"]
    assert set(session) == {"expire_date"}
    for proof in ("of-the-phone", "of-the-service", browser.session.session_key):
        assert proof not in held


def test_the_file_holds_no_proof_and_nobody_else(as_, send, lucie):
    as_(cast.minh())

    held = "".join(
        parcel_text
        for parcel in [opened(send("/moi/donnees/"))]
        for parcel_text in [parcel.read(name).decode() for name in parcel.namelist()]
    )

    for other in Person.objects.exclude(email="minh@example.org"):
        assert other.email not in held
        assert other.name not in held
    assert '"salt"' not in held
    assert "password" not in held
    assert "token_digest" not in held


def test_what_one_did_to_others_is_told_without_them(as_, send, paca):
    missions.invite(
        mission=paca,
        email="invitee@example.org",
        name="Une Invitée",
        role="member",
        by=cast.minh(),
        at=cast.NOON,
    )
    as_(cast.minh())

    told = json.loads(opened(send("/moi/donnees/")).read("donnees.json"))["tables"]

    (line,) = told["missions.Invitation"]["rows"]
    assert line["invited_by"] == "you"
    assert "email" not in line
    assert "name" not in line


@pytest.mark.parametrize("who", [cast.minh, cast.odile])
def test_what_was_said_alone_is_given_to_whoever_said_it_and_not_to_who_wrote_it(
    as_, send, paca, who
):
    met = interviews.plan_interview(
        mission=paca,
        name="Une élue fictive",
        person=cast.odile(),
        planned_at=cast.NOON,
        led_by=cast.minh(),
        questions=["Quoi ?"],
        by=cast.minh(),
        at=cast.NOON,
    )
    passage = {"quotation": "Un lieu ouvert le soir.", "made_by": cast.minh()}
    Annotation.objects.create(mission=paca, interview=met, made_at=cast.NOON, **passage)
    as_(who())

    parcel = opened(send("/moi/donnees/")).read("donnees.json").decode()

    hers = who is cast.odile
    assert ("Une élue fictive" in parcel, "ouvert le soir" in parcel) == (hers, hers)


def test_the_page_counts_and_is_for_oneself(as_, client, lucie):
    assert client.get("/moi/donnees/").status_code == 302

    page = as_(lucie).get("/moi/donnees/")

    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    assert "Qui participe à une mission" in page.content.decode()


def test_no_copy_of_the_file_stays_behind(as_, send, lucie):
    as_(lucie)

    answer = send("/moi/donnees/")
    opened(answer)

    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert [receipt.body for receipt in Receipt.objects.order_by("pk")] == [""]


def test_a_formula_in_a_table_is_words(as_, send, lucie):
    Person.objects.filter(pk=lucie.pk).update(about="=1+1")
    as_(lucie)

    parcel = opened(send("/moi/donnees/"))

    assert ";'=1+1" in parcel.read("csv/people.Person.csv").decode("utf-8-sig")


def test_the_file_is_made_so_many_times_a_day(as_, send, lucie):
    as_(lucie)

    answers = [send("/moi/donnees/").status_code for _ in range(11)]

    assert answers == [200] * 10 + [429]
