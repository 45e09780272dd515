"""Where one is signed in is seen, ended from anywhere, and ends by itself."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maven.journal.models import Fact
from maven.people.models import Person, SignIn
from maven.people.operations.sign_ins import forget_ended

pytestmark = pytest.mark.django_db
DOOR, CODE, PAGE = "/connexion/", "/connexion/code/", "/moi/securite/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18 Safari/604"
)


class Browser(Client):
    """One person's browser, which sends forms as pages do."""

    sent = 0

    def form(self, address, data=None, **extra):
        Browser.sent += 1
        form = {"submission_key": f"{Browser.sent:020}", **(data or {})}
        return self.post(address, form, **extra)


@pytest.fixture
def enter(django_capture_on_commit_callbacks):
    def come_in(email="theo@example.org", agent=FIREFOX, peer="192.0.2.77", **said):
        browser = Browser(headers={"User-Agent": agent}, REMOTE_ADDR=peer)
        with django_capture_on_commit_callbacks(execute=True):
            browser.form(DOOR, {"email": email})
        code = re.search(r"^\s{4}(\S+)$", mail.outbox[-1].body, re.M)[1]
        assert browser.form(CODE, {"code": code, **said}).status_code == 302
        return browser

    return come_in


def is_in(browser):
    browser.get("/")
    return get_user(browser).is_authenticated


def after(**time):
    return time_machine.travel(timezone.now() + timedelta(**time), tick=False)


def test_the_list_says_browser_system_network_and_day_and_nothing_finer(enter):
    browser = enter()
    page = browser.get(PAGE)
    assert "Firefox sous Linux" in page.text
    assert "192.0.2.0/24" in page.text
    assert "192.0.2.77" not in page.text
    kept = SignIn.objects.values().get()
    assert "192.0.2.77" not in str(kept)
    assert "rv:140" not in str(kept)


def test_one_sees_ones_own_sign_ins_only(enter):
    enter("karim@example.org", IPHONE)
    assert "iPhone" not in enter().get(PAGE).text


def test_a_lost_phone_is_signed_out_from_elsewhere_at_once(enter):
    phone, desk = enter(agent=IPHONE), enter()
    there = SignIn.objects.get(system="iPhone")
    assert desk.form(f"{PAGE}connexions/{there.pk}/").status_code == 303
    assert not is_in(phone)
    assert is_in(desk)
    assert Fact.objects.filter(verb="session.ended").count() == 1


def test_somebody_elses_sign_in_cannot_be_ended(enter):
    hers, mine = enter("karim@example.org"), enter()
    there = SignIn.objects.get(person__email="karim@example.org")
    assert mine.form(f"{PAGE}connexions/{there.pk}/").status_code == 404
    assert is_in(hers)


def test_all_the_others_end_together_and_this_one_stays(enter):
    others, here = [enter(), enter(agent=IPHONE)], enter()
    assert here.form(f"{PAGE}ailleurs/").status_code == 303
    assert [is_in(one) for one in others] == [False, False]
    assert is_in(here)
    assert SignIn.objects.count() == 1


def test_signing_out_leaves_nothing_in_the_store(enter):
    browser = enter()
    browser.form("/connexion/sortie/")
    assert not SignIn.objects.exists()
    assert not is_in(browser)


def test_the_number_changes_at_the_door(enter):
    """Whoever planted a number in a browser before the person came in holds nothing."""
    browser = Browser()
    browser.get(DOOR)
    session = browser.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    browser.cookies["sessionid"] = planted
    browser.form(DOOR, {"email": "theo@example.org"})
    stage = browser.session["account_login"]
    code = stage["state"]["stages"]["login_by_code"]["data"]["code"]
    browser.form(CODE, {"code": code})
    assert is_in(browser)
    assert browser.session.session_key != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_after_twelve_hours_without_coming_back_one_is_out(enter):
    browser = enter()
    with after(hours=11):
        assert is_in(browser)
    with after(hours=22):
        assert is_in(browser)
    with after(hours=34, minutes=10):
        assert not is_in(browser)


def test_whoever_asked_to_stay_is_out_after_thirty_days_whatever_she_does(enter):
    browser = enter(stay="on")
    for day in (5, 15, 25, 29):
        with after(days=day):
            assert is_in(browser)
    with after(days=30, minutes=1):
        assert not is_in(browser)


def test_coming_back_every_day_does_not_last_beyond_thirty_days(enter):
    browser = enter()
    for hours in range(10, 30 * 24, 10):
        with after(hours=hours):
            assert is_in(browser)
    with after(days=30, minutes=1):
        assert not is_in(browser)


def test_facilitators_are_out_after_half_an_hour_where_the_operator_asks(paca, enter, settings):
    settings.FACILITATOR_IDLE = timedelta(minutes=30)
    minh, karim = enter("minh@example.org"), enter("karim@example.org")
    with after(minutes=25):
        assert [is_in(minh), is_in(karim)] == [True, True]
    with after(minutes=56):
        assert [is_in(minh), is_in(karim)] == [False, True]


def test_the_person_is_told_why_she_is_out(paca, enter, settings):
    settings.FACILITATOR_IDLE = timedelta(minutes=30)
    minh = enter("minh@example.org")
    with after(minutes=40):
        assert "votre session est fermée" in minh.get("/").text


def test_being_seen_is_noted_by_day_and_costs_a_page_nothing_in_between(enter):
    browser, morning = enter(), timezone.now().replace(hour=1)
    is_in(browser)
    with CaptureQueriesContext(connection) as asked:
        browser.get("/aide/")
    assert not [query for query in asked if query["sql"].startswith(("UPDATE", "INSERT"))]
    with time_machine.travel(morning + timedelta(days=1), tick=False):
        Session.objects.update(expire_date=timezone.now() + timedelta(hours=1))
        is_in(browser)
        assert SignIn.objects.get().seen_on == timezone.now().date()


def test_a_closed_account_is_out_at_the_next_page(enter):
    browser = enter()
    Person.objects.update(is_active=False)
    assert not is_in(browser)


def test_what_is_over_is_forgotten(enter):
    enter()
    enter(stay="on")
    assert forget_ended(at=timezone.now()) == 0
    assert forget_ended(at=timezone.now() + timedelta(hours=13)) == 1
    assert forget_ended(at=timezone.now() + timedelta(days=31)) == 1


def test_a_code_sent_to_several_browsers_opens_one_session_each(enter):
    enter()
    enter()
    assert SignIn.objects.values("session_key").distinct().count() == 2


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/140 Safari/537 Edg/140", "Edge Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537", "Chrome Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/18 Safari/605", "Safari macOS"),
        (IPHONE, "Safari iPhone"),
        ("curl/8.5", ""),
        ("", ""),
        ("x" * 100_000 + "Firefox", ""),
    ],
)
def test_a_browser_in_two_words(said, words):
    from maven.people.browsers import browser_in, system_in

    assert f"{browser_in(said)} {system_in(said)}".strip() == words
