"""What breaks is said as it is: no room, no answer from the store, or our own mistake."""

import errno

import pytest
from django.db import OperationalError
from django.test import override_settings
from django.urls import path

from maven.config import errors
from maven.missions.access import public

TROUBLE = {}


@public
def view(request):
    raise TROUBLE["is"]


urlpatterns = [path("", view)]
handler500 = errors.broken


@pytest.fixture
def answer(client):
    client.raise_request_exception = False

    def given(trouble):
        TROUBLE["is"] = trouble
        with override_settings(ROOT_URLCONF=__name__):
            return client.get("/")

    return given


@pytest.mark.parametrize(
    "trouble", [OperationalError("database or disk is full"), OSError(errno.ENOSPC, "No space")]
)
def test_a_full_disk_is_said(answer, trouble):
    response = answer(trouble)

    assert response.status_code == 507
    assert "a été enregistré" in response.content.decode()
    assert response["Retry-After"] == "60"


def test_a_store_that_does_not_answer_asks_to_come_back(answer):
    response = answer(OperationalError("database is locked"))

    assert response.status_code == 503
    assert response["Retry-After"] == "5"


def test_our_own_mistakes_are_five_hundreds(answer):
    assert answer(ValueError("oops")).status_code == 500
    assert answer(OSError(errno.EACCES, "no")).status_code == 500
