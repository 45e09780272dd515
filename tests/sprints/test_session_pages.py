"""The sessions as people meet them in the pages."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.messages import get_messages
from django.core import mail
from django.utils import timezone

from maven.sprints.models import Activity, AgendaItem, Minutes, Registration, Session
from maven.sprints.operations import places
from maven.sprints.operations import sessions as operations
from maven.sprints.operations.sessions import Item
from maven.sprints.session_letters import ticket_of
from maven.sprints.templatetags.sessions import session_words
from maven.sprints.views.sessions import proposed
from maven.toolbox.queries import kind_of
from tests import cast
from tests.sprints.test_sessions import come, opened, plain

pytestmark = [pytest.mark.django_db, pytest.mark.any_store]
HERE = "/m/paca/seances/"
NEW = {
    "title": "Atelier des usages",
    "kind": "other",
    "words": "",
    "on": "2027-02-03",
    "starts": "18:00",
    "ends": "20:00",
    "ends_on": "",
    "place": "12 rue Fictive",
    "link": "",
    "capacity": "",
    "registration": "everyone",
    "closes_on": "",
    "activity": "",
}


def one(session, more=""):
    return f"{HERE}{session.pk}/{more}"


def soon(days=10):
    return timezone.now().replace(microsecond=0) + timedelta(days=days)


def said(answer):
    return " ".join(str(one) for one in get_messages(answer.wsgi_request))


@pytest.fixture(autouse=True)
def jobs_at_once(settings):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def team(as_, paca):
    return as_(cast.minh())


@pytest.fixture
def activity(paca):
    kind = kind_of(paca, "conference")
    return Activity.objects.create(
        sprint=cast.sprint(paca), kind=kind, title="Veillée", days_planned=1
    )


def test_an_empty_list_says_what_to_do(as_, paca):
    guest = as_(cast.lucie()).get(HERE).content.decode()
    team = as_(cast.minh()).get(HERE).content.decode()

    assert "nouvelle" not in guest
    assert f'href="{HERE}nouvelle/"' in team


def test_a_session_is_set_and_read(team, send, paca):
    answer = send(HERE + "nouvelle/", NEW)
    (session,) = Session.objects.of(paca)

    assert answer.status_code == 303
    assert session.starts_at == datetime(2027, 2, 3, 17, 0, tzinfo=UTC)
    page = plain(team.get(one(session)).content.decode())
    assert "mercredi 3 février 2027, de 18 h 00 à 20 h 00" in page
    assert "Europe/Paris, UTC+1" in page
    assert "12 rue Fictive" in page
    assert "Europe/Paris" in team.get(HERE).content.decode()


def test_from_an_activity_it_takes_one_tap(team, send, paca, activity):
    page = team.get(f"{HERE}nouvelle/?activite={activity.pk}").content.decode()
    form = team.get(f"{HERE}nouvelle/?activite={activity.pk}").context["form"]
    begun = form.initial

    assert 'value="Veillée"' in page
    length = datetime.combine(begun["on"], begun["ends"]) - datetime.combine(
        begun["on"], begun["starts"]
    )
    kind = activity.kind
    assert abs(length.total_seconds() / 60 - (kind.minutes_min + kind.minutes_max) / 2) <= 8
    send(HERE + "nouvelle/", {**NEW, "kind": "activity", "activity": activity.pk})
    assert Session.objects.get().sprint == activity.sprint


def test_what_lasts_days_is_proposed_as_one_day(team, paca, activity):
    Activity.objects.filter(pk=activity.pk).update(kind=kind_of(paca, "conference"))
    type(activity.kind).objects.filter(pk=activity.kind.pk).update(
        minutes_min=2000, minutes_max=3000
    )
    begun = team.get(f"{HERE}nouvelle/?activite={activity.pk}").context["form"].initial

    assert (begun["starts"].hour, begun["ends"].hour) == (9, 17)


def test_a_session_is_proposed_on_a_day_when_people_can_meet(activity):
    friday = activity.sprint.starts_on = date(2026, 11, 20)
    assert proposed(None, friday)["on"] == date(2026, 11, 23)
    assert proposed(activity, friday - timedelta(days=9))["on"] == friday
    activity.sprint.closed_days = ["2026-11-20", "2026-11-23"]
    assert proposed(activity, friday - timedelta(days=9))["on"] == date(2026, 11, 24)


def test_what_is_rarely_needed_is_folded_until_it_is_said(team, send):
    folded = "<details><summary>"
    assert folded in team.get(HERE + "nouvelle/").content.decode()
    assert folded in send(HERE + "nouvelle/", NEW | {"title": ""}).content.decode()
    for said in ({"capacity": "0"}, {"title": "", "words": "Un mot"}):
        assert folded not in send(HERE + "nouvelle/", NEW | said).content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends": "17:00"}, "ends"),
        ({"ends": "18:00"}, "ends"),
        ({"on": "2026-03-29", "starts": "02:30", "ends": "04:00"}, "starts"),
        ({"on": "2027-03-27", "ends_on": "2027-03-28", "ends": "02:15"}, "ends"),
        ({"ends_on": "2027-04-03"}, "ends_on"),
        ({"on": "9999-12-31"}, "on"),
        ({"on": "2027-02-30"}, "on"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"capacity": "0"}, "capacity"),
        ({"capacity": "-3"}, "capacity"),
        ({"closes_on": "2027-02-04"}, "closes_on"),
        ({"closes_on": "9999-12-31"}, "closes_on"),
        ({"title": ""}, "title"),
        ({"title": "x" * 161}, "title"),
        ({"kind": "banquet"}, "kind"),
        ({"activity": "12"}, "activity"),
    ],
)
def test_what_cannot_be_is_told_at_its_place(team, send, changes, field):
    answer = send(HERE + "nouvelle/", NEW | changes)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert Session.objects.count() == 0


def test_an_hour_that_comes_twice_is_taken_first_and_said(team, send):
    for year, day in ((2026, 25), (2027, 31)):
        changes = {"on": f"{year}-10-{day}", "starts": "02:30", "ends": "03:30"}
        answer = send(HERE + "nouvelle/", NEW | changes)
        session = Session.objects.order_by("-pk").first()

        assert session.starts_at == datetime(year, 10, day, 0, 30, tzinfo=UTC)
        assert session.minutes == 120  # an hour of clocks, two hours of life
        assert "02:30" in said(answer)


def test_over_a_change_of_clocks_it_lasts_what_it_lasts(team, send):
    send(
        HERE + "nouvelle/",
        NEW | {"on": "2026-03-28", "starts": "22:00", "ends": "06:00", "ends_on": "2026-03-29"},
    )
    session = Session.objects.get()

    assert session.minutes == 7 * 60
    page = plain(team.get(one(session)).content.decode())
    assert "7 h" in page
    assert "du samedi 28 mars 2026, 22 h 00, au dimanche 29 mars 2026, 6 h 00" in page


def test_i_come_then_i_do_not(as_, send, paca):
    session = opened(paca, starts_at=soon(), capacity=1)
    karim = as_(cast.karim())
    assert f'action="{one(session)}inscription/"' in karim.get(one(session)).content.decode()
    send(one(session, "inscription/"))
    assert (
        f'action="{one(session)}inscription/retrait/"' in karim.get(one(session)).content.decode()
    )
    lucie = as_(cast.lucie())
    assert "attente" in said(send(one(session, "inscription/")))
    assert "numéro 1" in lucie.get(one(session)).content.decode()
    assert "liste d" in lucie.get(HERE).content.decode()
    as_(cast.karim())
    send(one(session, "inscription/retrait/"))

    assert [letter.to for letter in mail.outbox] == [["lucie@example.org"]]
    assert Registration.objects.coming().get().person == cast.lucie()


def test_withdrawing_from_a_letter_asks_for_no_account(client, send, paca):
    session = opened(paca, starts_at=soon())
    registration = come(session, cast.karim())
    address = f"/seances/retrait/{ticket_of(registration)}/"

    assert client.get(address).status_code == 200
    assert Registration.objects.coming().count() == 1  # looking does nothing
    assert send(address).status_code == 200
    assert Registration.objects.coming().count() == 0
    assert send(address).status_code == 200
    assert client.get("/seances/retrait/1.forged/").status_code == 404
    Registration.objects.all().delete()
    assert client.get(address).status_code == 404
    late = come(opened(paca, starts_at=cast.NOON), cast.karim())
    assert send(f"/seances/retrait/{ticket_of(late)}/").status_code == 409


def test_who_comes_is_shown_as_each_chose(as_, paca):
    session = opened(paca, starts_at=soon(), link="https://visio.example/salle")
    lucie = cast.lucie()
    lucie.presence = "point"
    lucie.save()
    come(session, cast.karim())
    come(session, lucie)
    member = as_(cast.odile()).get(one(session)).content.decode()
    team = as_(cast.minh()).get(one(session)).content.decode()
    guest = as_(cast.theo()).get(one(session)).content.decode()

    assert "Karim Membre" in member
    assert "Lucie Membre" not in member
    assert "Lucie Membre" in team
    assert "Karim Membre" not in guest
    assert "visio.example" in member
    assert "visio.example" not in guest


def test_the_team_registers_somebody(team, send, paca):
    session = opened(paca, starts_at=soon(), registration="group")
    page = team.get(one(session)).content.decode()
    assert "Karim Membre" in page
    assert "Salomé Championne" not in page
    send(one(session, "inscription/aide/"), {"person": cast.karim().pk})
    answer = send(one(session, "inscription/aide/"), {"person": cast.salome().pk})

    assert answer.status_code == 422
    assert Registration.objects.get().registered_by == cast.minh()


def test_what_is_not_open_is_said_and_nothing_changes(as_, send, paca):
    group = opened(paca, starts_at=soon(), registration="group")
    past = opened(paca, starts_at=cast.NOON)
    off = opened(paca, starts_at=soon())
    come(off, cast.salome())
    off.called_off_at, off.called_off_reason = cast.NOON, "Pluie"
    off.save()
    page = as_(cast.salome()).get(HERE).content.decode()
    assert "Pluie" in page

    for session in (group, past, off):
        assert send(one(session, "inscription/")).status_code == 409
    for session in (past, off):
        assert send(one(session, "inscription/retrait/")).status_code == 409
    as_(cast.minh())
    assert send(one(off, "deplacer/"), NEW).status_code == 409
    assert send(one(past, "deplacer/"), NEW).status_code == 409
    assert send(one(off, "annuler/"), {"reason": "x"}).status_code == 409
    assert send(one(past, "annuler/"), {"reason": "x"}).status_code == 409
    assert send(one(off, "modifier/"), NEW).status_code == 409
    assert send(one(off, "ordre-du-jour/"), {"title-0": "x", "minutes-0": 5}).status_code == 409
    assert Registration.objects.coming().count() == 1


def test_changed_words_new_place_and_fewer_places(team, send, paca):
    session = opened(paca, starts_at=soon(), capacity=2)
    for person in (cast.karim(), cast.lucie()):
        come(session, person)
    come(session, cast.salome())
    words = {"title": "Autre", "kind": "other", "registration": "everyone", "place": "Ailleurs"}
    answer = send(one(session, "modifier/"), words | {"capacity": "1"})

    assert "1 personne" in said(answer)
    assert sorted(letter.to[0] for letter in mail.outbox) == [
        "karim@example.org",
        "lucie@example.org",
        "salome@example.org",
    ]
    mail.outbox.clear()
    send(one(session, "modifier/"), words | {"capacity": "3", "closes_on": soon(9).date()})
    assert [letter.to for letter in mail.outbox] == [["salome@example.org"]]
    page = team.get(one(session, "modifier/")).content.decode()
    assert f'value="{soon(9).date():%Y-%m-%d}"' in page
    assert send(one(session, "modifier/"), words | {"title": ""}).status_code == 422


def test_two_who_change_it_at_once_read_each_other(team, send, paca):
    session = opened(paca, starts_at=soon())
    mark = team.get(one(session, "modifier/")).context["form"].mark
    words = {"title": "À moi", "kind": "other", "registration": "everyone"}
    send(one(session, "modifier/"), words)
    answer = send(one(session, "modifier/"), words | {"title": "À toi", "drawn": mark})

    assert answer.status_code == 422
    assert "À moi" in answer.content.decode()
    assert Session.objects.get().title == "À moi"


def test_moved_and_called_off_with_letters(team, send, paca, settings):
    session = opened(paca, starts_at=soon())
    come(session, cast.karim())
    when = {"on": "2027-03-10", "starts": "09:00", "ends": "10:00"}
    assert send(one(session, "deplacer/"), when | {"ends": "08:00"}).status_code == 422
    assert send(one(session, "deplacer/"), when).status_code == 303
    assert send(one(session, "deplacer/"), when).status_code == 303
    assert team.get(one(session, "deplacer/")).context["form"].initial["starts"].hour == 9
    assert len(mail.outbox) == 1
    settings.LIMITS = {**settings.LIMITS, "letters": 1}
    assert send(one(session, "deplacer/"), when | {"ends": "11:00"}).status_code == 422
    assert send(one(session, "annuler/"), {"reason": "Pluie"}).status_code == 422
    settings.LIMITS = {**settings.LIMITS, "letters": 100}
    assert send(one(session, "annuler/"), {"reason": ""}).status_code == 422
    assert "1 personne" in plain(team.get(one(session, "annuler/")).content.decode())
    assert send(one(session, "annuler/"), {"reason": "Pluie"}).status_code == 303
    assert len(mail.outbox) == 2
    assert "Pluie" in team.get(one(session)).content.decode()


def test_another_place_counts_its_letters_as_another_date_does(team, send, paca, settings):
    session = opened(paca, starts_at=soon(), place="Ici")
    come(session, cast.karim())
    come(session, cast.lucie())
    told = {**NEW, "title": session.title, "place": "Là"}
    settings.LIMITS = {**settings.LIMITS, "letters": 1}
    answer = send(one(session, "modifier/"), told)
    session.refresh_from_db()

    assert (answer.status_code, session.place, mail.outbox) == (422, "Ici", [])
    assert send(one(session, "modifier/"), {**told, "place": "Ici"}).status_code == 303


def test_the_same_again_in_a_week(team, send, paca):
    session = opened(paca, starts_at=soon())
    assert send(one(session, "semaine-suivante/")).status_code == 303
    night = opened(paca, starts_at=datetime(2026, 3, 22, 1, 30, tzinfo=UTC))

    assert send(one(night, "semaine-suivante/")).status_code == 409
    assert Session.objects.count() == 3


def test_the_agenda_is_written_in_a_page(team, send, paca):
    session = opened(paca, starts_at=soon())
    lines = {"title-0": "Accueil", "minutes-0": "15", "lead-0": "Karim Membre"}
    lines |= {"title-1": "", "minutes-1": "", "lead-1": ""}
    lines |= {"title-2": "Ateliers", "minutes-2": "90", "lead-2": "les champions"}
    assert send(one(session, "ordre-du-jour/"), lines).status_code == 303
    first, second = AgendaItem.objects.of(session).in_order()

    assert (first.lead, first.lead_words) == (cast.karim(), "")
    assert (second.lead, second.lead_words) == (None, "les champions")
    page = plain(team.get(one(session)).content.decode())
    assert "1 h 45" in page
    form = team.get(one(session, "ordre-du-jour/")).context["form"]
    assert form["lead-0"].initial == "Karim Membre"
    for wrong, field in (
        ({"minutes-0": ""}, "minutes-0"),
        ({"minutes-0": "0"}, "minutes-0"),
        ({"title-0": ""}, "title-0"),
    ):
        answer = send(one(session, "ordre-du-jour/"), lines | wrong)
        assert list(answer.context["form"].errors) == [field]
        assert ">Point 1" in answer.content.decode().partition("error-summary")[2]


def test_who_leads_goes_on_leading_when_another_line_of_the_agenda_is_written(team, send, paca):
    """Also whoever is no member of the group, or bears the name of somebody else."""
    session = opened(paca, starts_at=soon())
    items = [Item(title="Conte", minutes=30, lead=cast.theo()), Item(title="Bilan", minutes=9)]
    operations.set_agenda(session=session, items=items, by=cast.minh(), at=cast.NOON)
    lines = {"title-0": "Conte", "minutes-0": "30", "lead-0": cast.theo().name}
    lines |= {"title-1": "Bilan", "minutes-1": "10", "lead-1": ""}
    assert send(one(session, "ordre-du-jour/"), lines).status_code == 303
    assert AgendaItem.objects.get(title="Conte").lead == cast.theo()


def test_an_activity_is_moved_from_the_board(team, send, paca, activity):
    draft = cast.sprint(paca, 2, adopted=False)
    address = f"/m/paca/sprints/1/activites/{activity.pk}/deplacer/"
    assert address in team.get("/m/paca/sprints/1/").content.decode()
    for wrong in ("", "x", "99", "123456"):
        assert send(address, {"to": wrong}).status_code == 404
    Minutes.objects.create(session=opened(paca, activity=activity), opened_at=cast.NOON)
    assert send(address, {"to": 2}).status_code == 409
    Minutes.objects.all().delete()
    assert send(address, {"to": 2}).status_code == 303
    assert Activity.objects.get(pk=activity.pk).sprint == draft


def test_a_leader_in_two_places_is_said_on_the_page(team, paca):
    start = soon()
    for title in ("L'une", "L'autre"):
        session = opened(paca, title, starts_at=start)
        AgendaItem.objects.create(session=session, rank=1, minutes=5, title="x", lead=cast.karim())

    assert "Karim Membre anime aussi" in team.get(one(session)).content.decode()


@pytest.mark.parametrize("count", [1, 200])
def test_pages_ask_as_little_of_many_as_of_one(
    team, paca, activity, count, django_assert_max_num_queries
):
    start = soon()
    made = Session.objects.bulk_create(
        Session(
            mission=paca,
            kind="other",
            title=f"Séance {n}",
            activity=activity,
            sprint=activity.sprint,
            starts_at=start - timedelta(days=20 * (n % 2)),
            ends_at=start + timedelta(hours=1) - timedelta(days=20 * (n % 2)),
            opened_at=cast.NOON,
            changed_at=cast.NOON,
        )
        for n in range(count)
    )
    for n in range(min(count, 30)):
        person = cast.person(f"Membre {n}", f"membre{n}@example.org")
        Registration.objects.create(
            session=made[0], person=person, state="coming", registered_at=cast.NOON
        )
        AgendaItem.objects.create(session=made[0], rank=n, minutes=5, title="x", lead=person)
    for address in (HERE, one(made[0]), one(made[0], "ordre-du-jour/"), "/m/paca/seances.ics"):
        with django_assert_max_num_queries(15):
            assert team.get(address).status_code == 200


def test_who_has_no_part_sets_nothing(as_, send, paca):
    session = opened(paca, starts_at=soon())
    as_(cast.karim())
    assert send(HERE + "nouvelle/", NEW).status_code == 403
    assert send(one(session, "annuler/"), {"reason": "x"}).status_code == 403
    assert as_(cast.ana()).get(HERE + "999999/").status_code == 404
    other = opened(cast.elsewhere(), starts_at=soon())
    assert as_(cast.minh()).get(one(other)).status_code == 404


def test_offsets_and_lengths_in_words(settings):
    at = datetime(2026, 7, 1, tzinfo=UTC)
    for zone, words in (
        ("America/Cayenne", "UTC−3"),  # noqa: RUF001
        ("Asia/Kolkata", "UTC+5:30"),
        ("Europe/Paris", "UTC+2"),
    ):
        with timezone.override(zone):
            assert session_words.offset(at) == words
    assert plain(session_words.duration(45)) == "45 min"
    assert plain(session_words.duration(120)) == "2 h"
    assert places.GROUP
