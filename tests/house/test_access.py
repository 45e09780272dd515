"""Access is denied by default, and what is opened to whom is a visible difference in one file."""

import os
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import get_resolver

from maven.missions.middleware import LIBRARIES, ClosedByDefault
from maven.missions.models import Mission
from tests import cast
from tests.house import matrix

APPROVED = Path(__file__).with_name("access.txt")


def without_policy():
    return [
        name
        for name, pattern in matrix.addresses(get_resolver())
        if not hasattr(pattern.callback, "policy")
        and not pattern.callback.__module__.startswith(LIBRARIES)
    ]


def test_every_page_says_who_may_open_it():
    assert without_policy() == []


def test_a_page_that_does_not_say_is_opened_to_nobody():
    def forgotten(request):
        return HttpResponse("secret")

    refusal = ClosedByDefault(forgotten).process_view(RequestFactory().get("/"), forgotten, [], {})

    assert refusal.status_code == 403


@pytest.mark.django_db
def test_who_is_answered_what_is_as_approved(settings):
    settings.LANGUAGE_CODE = "fr"
    paca = cast.paca()
    told = ["An open mission", matrix.HEAD, *matrix.table(matrix.Things(paca), matrix.people())]
    Mission.objects.filter(pk=paca.pk).update(visibility="closed")
    closed = matrix.Things(cast.mission("Seconde", slug="seconde", visibility="closed"))
    told += ["", "A closed mission where only Minh has a part", matrix.HEAD]
    told += matrix.table(closed, matrix.people())
    Mission.objects.filter(pk=closed.mission.pk).update(visibility="request")
    closed.mission.refresh_from_db()
    told += ["", "The same mission, on request", matrix.HEAD]
    told += matrix.table(closed, matrix.people())
    text = "\n".join(told) + "\n"
    if os.environ.get("MAVEN_APPROVE"):
        APPROVED.write_text(text)

    assert text == APPROVED.read_text()
    assert "BROKEN" not in text


@pytest.mark.django_db
def test_a_closed_mission_and_one_that_does_not_exist_are_the_same_to_a_stranger(as_):
    secret = cast.elsewhere()
    client = as_(cast.theo())

    closed = client.get(f"/m/{secret.slug}/")
    absent = client.get("/m/inexistante/")

    assert (closed.status_code, absent.status_code) == (404, 404)
    assert closed.content.replace(secret.slug.encode(), b"") == absent.content.replace(
        b"inexistante", b""
    )
