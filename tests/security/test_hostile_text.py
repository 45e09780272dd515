"""Sixty hostile texts in every text field of every form: never an error, never an element born of one."""

import html
import os
import secrets
from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from maven.causes.models import Cause
from maven.people.names import reserved, skeleton
from maven.ui.clean_text import NotText, clean
from tests import cast
from tests.house import matrix
from tests.security.hostile import STRINGS

pytestmark = pytest.mark.long

# A form meets one text in ten, another form the next ones; all of them with MAVEN_EVERY_TEXT=1.
SHARE = 1 if os.environ.get("MAVEN_EVERY_TEXT") else 10
TYPED = {"text", "search", "email", "url", "tel", "hidden"}
OURS = {"submission_key", "csrfmiddlewaretoken"}


class Page(HTMLParser):
    """The forms of a page with their fields, and whatever bears a hostile name."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.forms, self.born = [], []
        self.choosing = self.writing = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.born += [tag] if "zqx" in tag else []
        self.born += [name for name in told if "zqx" in name]
        links = [told.get(name) or "" for name in ("href", "src", "action", "formaction")]
        self.born += [
            one for one in links if one.lstrip().lower().startswith(("java", "vb", "data:t"))
        ]
        if tag == "form":
            self.forms.append({"action": told.get("action"), "method": told.get("method", "get")})
            self.forms[-1] |= {"typed": [], "data": {}}
        elif self.forms and told.get("name") and told["name"] not in OURS:
            self._field(tag, told, self.forms[-1])
        elif tag == "option" and self.choosing and (told.get("value") is not None):
            kept = self.forms[-1]["data"]
            if "selected" in told or not kept.get(self.choosing):
                kept[self.choosing] = told["value"]

    def _field(self, tag, told, form):
        name, kind = told["name"], told.get("type", "text")
        if tag == "textarea" or (tag == "input" and kind in TYPED - {"hidden"}):
            form["typed"].append(name)
        elif tag == "select":
            self.choosing = name
        elif tag in {"input", "button"} and (
            kind not in {"checkbox", "radio", "file"} or "checked" in told
        ):
            form["data"].setdefault(name, told.get("value") or "")


def test_there_are_sixty():
    assert len(set(STRINGS)) == 60


def forms_of(client, things):
    """(target, form) of each form that changes something, on each page that the person opens."""
    for name, pattern in matrix.addresses(get_resolver()):
        if name.startswith(("mfa_", "socialaccount_", "account_logout")) or name == "live:events":
            continue
        try:
            address = reverse(name, kwargs=things.fill(name, pattern))
        except (NoReverseMatch, AssertionError):
            continue
        answer = client.get(address)
        if answer.status_code != 200 or "html" not in answer.get("Content-Type", ""):
            continue
        for form in Page(answer.content.decode()).forms:
            if form["typed"]:
                target = form["action"] or address
                yield target, form


@pytest.mark.django_db
@pytest.mark.parametrize("person", [cast.minh, None], ids=["team", "guest"])
def test_no_text_breaks_a_page_or_becomes_one(settings, person):
    settings.LIMITS = dict.fromkeys(limits_declared(), 0)
    things = matrix.Things(cast.paca())
    client = Client(raise_request_exception=False)
    if person:
        client.force_login(person())
    seen, sent, troubles = set(), 0, []
    for target, form in list(forms_of(client, things)):
        key = (target, tuple(sorted(form["typed"])))
        if key in seen or not target.startswith("/"):
            continue
        seen.add(key)
        for text in STRINGS[len(seen) % SHARE :: SHARE]:
            data = form["data"] | dict.fromkeys(form["typed"], text)
            with transaction.atomic():
                answer = send(client, form, target, data)
                pages = [answer]
                if answer.status_code in {302, 303} and answer["Location"].startswith("/"):
                    pages.append(client.get(answer["Location"]))
                transaction.set_rollback(True)
            sent += 1
            troubles += [(target, text, one.status_code) for one in pages if one.status_code >= 500]
            for one in pages:
                if "html" in one.get("Content-Type", ""):
                    born = Page(one.content.decode()).born
                    troubles += [(target, text, what) for what in born]

    print(f"figure: {sent} texts sent by {len(seen)} forms")
    assert troubles == []
    assert sent * SHARE >= (1000 if person else 200)


def send(client, form, target, data):
    if form["method"].lower() == "get":
        return client.get(target, data)
    return client.post(target, data | {"submission_key": secrets.token_urlsafe(18)})


def limits_declared():
    return {
        limit.name
        for _, pattern in matrix.addresses(get_resolver())
        for limit in getattr(pattern.callback, "limits", ())
    }


@pytest.mark.django_db
@pytest.mark.parametrize("text", STRINGS)
def test_what_is_stored_is_what_is_shown(as_, send, text):
    paca = cast.paca()
    client = as_(cast.minh())
    answer = send("/en/m/paca/causes/nouvelle/", {"title": text[:100], "purpose": text})
    made = Cause.objects.filter(mission=paca).first()
    if answer.status_code == 422:
        assert made is None
        return
    assert answer.status_code == 303
    assert made.title == " ".join(clean(text[:100]).split())
    shown = html.unescape(
        client.get("/en" + made.get_absolute_url().removeprefix("/en")).content.decode()
    )
    assert made.title in shown


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["POST", "GET", "name"])
def test_a_zero_byte_is_no_text(client, field):
    client.raise_request_exception = False
    if field == "GET":
        answer = client.get("/?q=a%00b")
    elif field == "POST":
        answer = client.post("/", {"q": "a\0b"})
    else:
        answer = client.get("/?a%00b=1")

    assert answer.status_code == 400


def test_half_a_character_is_no_text():
    with pytest.raises(NotText):
        clean("a\ud800b")


def test_what_nobody_sees_goes_and_what_makes_letters_stays():
    assert clean("e\u0301te\u0301\u200b \u202eabc\u202c") == "été abc"
    assert clean("👩‍👩‍👧‍👦") == "👩‍👩‍👧‍👦"
    assert clean("\u200dnom\u200d") == "nom"
    assert len(clean("a" + "\u0335" * 500)) == 5
    assert clean("ligne\r\nligne\tfin") == "ligne\r\nligne\tfin"


@pytest.mark.parametrize(
    "name",
    ["Admin", "аdmin", "équipe projet", "ÉQUIPE  PROJET", "m0dération", "Modératrice", "---"],
)
def test_nobody_signs_as_the_house(name):
    assert reserved(name)


@pytest.mark.parametrize("name", ["", "Marie Dupont", "Ольга", "王芳", "Adam Minh", "مريم"])
def test_everybody_else_signs_as_she_likes(name):
    assert not reserved(name)


def test_two_names_that_look_the_same_have_one_skeleton():
    assert skeleton("Mаrie Dupont") == skeleton("marie  dupont") != skeleton("Mario Dupont")
