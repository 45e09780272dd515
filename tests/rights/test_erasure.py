"""Erasing a person: nothing is left of her, nothing of the others is lost, the chain holds."""

import json
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from maven.compass.models import Reading
from maven.journal.models import Fact, FactDetails, Receipt
from maven.journal.operations import verify
from maven.missions import operations as missions
from maven.missions.models import Invitation, Membership
from maven.people.models import Person
from maven.reports.models import StageReport
from maven.rights import ledger
from maven.rights.operations import erase_person, replay_erasures
from maven.sprints.models import Deliverable, Registration, Tension
from maven.sprints.operations import places
from maven.sprints.operations.sessions import open_session
from maven.voices.models import Opinion, Participant, Statement
from maven.voices.operations.opinions import give_opinion
from tests import cast

pytestmark = pytest.mark.django_db
LATER = cast.NOON + timedelta(days=30)


@pytest.fixture(autouse=True)
def a_place_of_its_own(settings, tmp_path):
    settings.VAR = tmp_path


@pytest.fixture
def lucie(paca):
    return cast.lucie()


def answers(person, mission, *, statements=2):
    consultation = cast.consultation(mission, statements=statements)
    participant = Participant.objects.create(
        consultation=consultation, person=person, came_at=cast.NOON
    )
    for statement in consultation.statements.order_by("number"):
        give_opinion(participant=participant, statement=statement, choice=1, at=cast.NOON)
    return participant


def erase(person):
    return erase_person(person=person, by=None, at=LATER)


def test_the_row_stays_and_tells_nothing(lucie):
    left = erase(lucie)

    assert (left.email, left.name, left.organisation, left.about) == (None, "", None, "")
    assert (left.is_active, left.presence, left.password) == (False, "absent", "")
    assert not Membership.objects.filter(person=lucie).exists()


@pytest.fixture
def full(lucie, paca):
    """A session with one place, that Lucie has; Karim waits for it."""
    begins = timezone.now() + timedelta(days=60)
    session = open_session(
        mission=paca,
        title="Atelier",
        kind="other",
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
        capacity=1,
        by=cast.minh(),
        at=cast.NOON,
    )
    for person in (lucie, cast.karim()):
        places.register(session=session, person=person, by=person, at=cast.NOON)
    return session


def test_the_place_that_she_leaves_goes_to_whoever_waited_first(lucie, full):
    erase(lucie)

    left = Registration.objects.of(full).get()
    assert (left.person, left.state, left.place_due_at) == (cast.karim(), "coming", LATER)


def test_whoever_has_the_place_of_somebody_erased_reads_it_in_a_letter(lucie, full, send, as_):
    as_(lucie)
    send("/moi/effacer/", {"word": "effacer"})

    letters = DBTaskResult.objects.filter(task_path__endswith="tell_of_place")
    assert [letter.args_kwargs["args"][0] for letter in letters] == [
        Registration.objects.of(full).get().pk
    ]


def test_her_answers_go_and_those_of_others_stay(lucie, paca):
    hers, karims = answers(lucie, paca), answers(cast.karim(), paca)

    erase(lucie)

    assert not Participant.objects.filter(pk=hers.pk).exists()
    assert Opinion.objects.filter(participant=karims).count() == 2
    assert Opinion.objects.count() == 2


def test_an_idea_put_to_everybody_stays_without_its_author_and_one_that_waits_goes(lucie, paca):
    participant = answers(lucie, paca)
    shown, waiting = participant.consultation.statements.order_by("number")
    Statement.objects.filter(pk__in=[shown.pk, waiting.pk]).update(author=participant)
    Statement.objects.filter(pk=waiting.pk).update(accepted_at=None)

    erase(lucie)

    left = Statement.objects.get()
    assert (left.pk, left.author, left.words) == (shown.pk, None, shown.words)


def test_what_she_moderated_stays_whole(lucie, paca):
    refused = Statement.objects.create(
        consultation=cast.consultation(paca),
        number=1,
        words="Une idée d'un autre.",
        submitted_at=cast.NOON,
        refused_at=cast.NOON,
        moderated_by=lucie,
    )

    erase(lucie)

    refused.refresh_from_db()
    assert (refused.words, refused.moderated_by) == ("Une idée d'un autre.", None)


def test_what_she_made_stays_under_no_name(lucie, paca):
    sprint = cast.sprint(paca)
    made = Deliverable.objects.create(
        sprint=sprint, title="Une carte", shipped_at=cast.NOON, shipped_by=lucie
    )
    gap = Tension.objects.create(
        mission=paca,
        sprint=sprint,
        desired="x",
        observed="dit par Lucie Membre, lucie@example.org",
        raised_at=cast.NOON,
        raised_by=cast.karim(),
    )

    erase(lucie)

    made.refresh_from_db()
    gap.refresh_from_db()
    assert (made.title, made.shipped_by) == ("Une carte", None)
    assert gap.observed == "dit par une personne, une personne"
    assert gap.raised_by == cast.karim()


def test_the_chain_holds_without_her(lucie, paca):
    before = verify(paca.chain)
    assert FactDetails.objects.filter(by=lucie).exists()

    erase(lucie)

    after = verify(paca.chain, since=before.head)
    assert after.length >= before.length
    assert not FactDetails.objects.filter(by=lucie).exists()
    assert Fact.objects.with_verbs("person.erased").count() == 1


def test_erasing_a_third_of_the_people_leaves_every_chain_sound(paca):
    crowd = [cast.person(f"Passante {n}", f"p{n}@example.org") for n in range(30)]
    for one in crowd:
        missions.join(mission=paca, role="participant", invited_by=None, by=one, at=cast.NOON)
    head = verify(paca.chain).head

    for one in crowd[:10]:
        erase(one)

    assert verify(paca.chain, since=head).length > 0
    assert verify("house").length >= 10
    assert Membership.objects.filter(person__in=crowd).count() == 20


def test_an_invitation_to_her_address_goes(lucie, paca):
    missions.invite(
        mission=cast.elsewhere(),
        email=lucie.email,
        name="",
        role="member",
        by=cast.ana(),
        at=cast.NOON,
    )

    erase(lucie)

    assert not Invitation.objects.filter(email="lucie@example.org").exists()


def test_her_name_goes_from_an_issued_report(lucie, paca):
    report = StageReport.objects.create(
        sprint=cast.sprint(paca, closed=True),
        content={
            "shipped": [{"title": "Carte", "by": "Lucie Membre"}, {"title": "B", "by": "Minh"}],
            "causes": [{"champions": 2, "names": ["Lucie Membre", "Minh"]}],
            "agenda": "Relire avec Lucie Membre.",
        },
        head="0" * 64,
        compiled_at=cast.NOON,
        compiled_by=cast.minh(),
        issued_at=cast.NOON,
        issued_by=cast.minh(),
    )

    erase(lucie)

    report.refresh_from_db()
    assert report.content == {
        "shipped": [{"title": "Carte", "by": ""}, {"title": "B", "by": "Minh"}],
        "causes": [{"champions": 2, "names": ["Minh"]}],
        "agenda": "Relire avec une personne.",
    }


def test_her_place_on_the_map_goes_and_that_of_others_stays(lucie, paca):
    hers = answers(lucie, paca)
    reading = Reading.objects.create(
        mission=paca,
        consultation=hers.consultation,
        kind="landscape",
        taken_at=cast.NOON,
        algorithm="x",
        fingerprint="x",
        result={"places": {str(hers.pk): [1, 2], "999": [3, 4]}, "participants": 2},
    )
    other = Reading.objects.create(
        mission=paca,
        consultation=hers.consultation,
        kind="landscape",
        taken_at=cast.NOON,
        algorithm="x",
        fingerprint="x",
        result={"participants": 0},
    )

    erase(lucie)

    reading.refresh_from_db()
    other.refresh_from_db()
    assert reading.result == {"places": {"999": [3, 4]}, "participants": 2}
    assert other.result == {"participants": 0}


def test_her_sessions_jobs_and_receipts_go(as_, lucie):
    as_(lucie)
    DBTaskResult.objects.create(
        args_kwargs={"args": ["lucie@example.org"], "kwargs": {}},
        task_path="x",
        priority=0,
        queue_name="default",
        backend_name="default",
        run_after=cast.NOON,
        exception_class_path="",
        traceback="",
    )
    old = Receipt.objects.create(
        key="k" * 20, scope="s", fingerprint="f", body="x", received_at=cast.NOON
    )
    Receipt.objects.create(
        key="l" * 20, scope="s", fingerprint="f", body="Lucie Membre", received_at=LATER
    )

    erase(lucie)

    assert Session.objects.count() == 0
    assert DBTaskResult.objects.filter(task_path="x").count() == 0
    assert list(Receipt.objects.values_list("pk", "body")) == [(old.pk, "")]


def test_letters_uploads_and_reports_that_hold_her_go(
    lucie, settings, django_capture_on_commit_callbacks
):
    for folder, name, held in (
        ("mail", "1.log", b"To: Lucie@example.org"),
        ("mail", "2.log", b"To: karim@example.org"),
        ("imports", "1.parcel", b"lucie@example.org;1"),
        ("imports", "2.parcel", b"karim@example.org;1"),
        ("imports", "3.parcel", b"PK\x03\x04 sealed"),
        ("reports", "1.pdf", b"%PDF"),
    ):
        path = settings.VAR / folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(held)

    with django_capture_on_commit_callbacks(execute=True):
        erase(lucie)

    left = sorted(path.name for path in settings.VAR.rglob("*") if path.is_file())
    assert left == ["2.log", "2.parcel", "erasures.ledger"]
    assert DBTaskResult.objects.filter(task_path="maven.rights.tasks.clean_store").count() == 1


def test_a_name_in_one_word_is_not_taken_from_the_words_of_others(paca):
    anne = cast.person("Anne", "anne@example.org")
    gap = Tension.objects.create(
        mission=paca, desired="Sainte-Anne", observed="anne", raised_at=cast.NOON
    )

    erase(anne)

    gap.refresh_from_db()
    assert (gap.desired, gap.observed) == ("Sainte-Anne", "anne")


def test_somebody_of_the_same_name_keeps_it(lucie):
    other = cast.person("Lucie Membre", "autre-lucie@example.org")

    erase(lucie)

    other.refresh_from_db()
    assert other.name == "Lucie Membre"


def test_a_person_without_address_or_name_is_erased_too(paca):
    nobody = Person.objects.create(email=None, name="")

    erase(nobody)

    assert Person.objects.get(pk=nobody.pk).is_active is False


def test_the_ledger_names_nobody(lucie, settings):
    erase(lucie)

    held = ledger.place().read_text()
    assert "lucie" not in held.lower()
    assert ledger.place().stat().st_mode & 0o777 == 0o600
    (line,) = ledger.read()
    assert line.is_address("Lucie@example.org")
    assert line.is_person(lucie)
    assert not line.is_person(cast.karim())


def test_what_a_backup_brings_back_is_erased_again(lucie, paca):
    missions.invite(
        mission=paca,
        email="invitee@example.org",
        name="",
        role="member",
        by=cast.minh(),
        at=cast.NOON,
    )
    before = dict(Person.objects.filter(pk=lucie.pk).values().get())
    invited = cast.person("Une Invitée", "invitee@example.org")
    erase(lucie)
    erase(invited)
    Person.objects.filter(pk=lucie.pk).update(**before)
    missions.invite(
        mission=paca,
        email="invitee@example.org",
        name="",
        role="member",
        by=cast.minh(),
        at=cast.NOON,
    )

    again = replay_erasures(at=LATER)

    assert again == 2
    assert Person.objects.get(pk=lucie.pk).name == ""
    assert Invitation.objects.count() == 0
    assert replay_erasures(at=LATER) == 0


def test_who_comes_back_by_herself_stays(lucie):
    erase(lucie)
    anew = Person.objects.create_user("lucie@example.org", name="Lucie Membre")

    assert replay_erasures(at=LATER) == 0
    anew.refresh_from_db()
    assert anew.name == "Lucie Membre"


def test_a_ledger_beside_a_backup_is_taken_in_once(lucie, tmp_path):
    erase(lucie)
    copy = tmp_path / "copy.ledger"
    ledger.place().rename(copy)

    assert ledger.read() == []
    assert replay_erasures(at=LATER, copy=copy) == 0
    assert ledger.absorb(copy) == 0
    assert len(ledger.read()) == 1


def test_without_any_erasure_there_is_nothing_to_replay(paca):
    assert replay_erasures(at=LATER) == 0


def test_the_page_says_what_goes_what_stays_and_asks_for_a_word(as_, send, lucie, paca):
    cast.cause(paca)
    client = as_(cast.minh())

    page = client.get("/moi/effacer/").content.decode()
    refused = send("/moi/effacer/", {"word": "oui"})

    assert "une mission est à toutes et tous" in page
    assert "plus personne ne pourra l’animer" in page
    assert refused.status_code == 422
    assert Person.objects.get(email="minh@example.org")


def test_the_word_typed_erases_at_once_and_signs_out(as_, send, client, lucie):
    as_(lucie)

    done = send("/moi/effacer/", {"word": " effacer "})

    assert done.status_code == 200
    assert "C’est effacé" in done.content.decode()
    assert not Person.objects.filter(email="lucie@example.org").exists()
    assert client.get("/moi/").status_code == 302
    assert "lucie" not in json.dumps(list(Receipt.objects.values()), default=str).lower()


def test_in_english_the_word_is_english(as_, send, lucie):
    as_(lucie)

    done = send("/en/moi/effacer/", {"word": "ERASE"})

    assert "You are erased" in done.content.decode()
