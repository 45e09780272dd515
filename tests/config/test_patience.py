"""A store held by somebody else is waited for five seconds at most, then 503 says so in words."""

import sqlite3
import time
from contextlib import closing

import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.db.utils import ConnectionHandler
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path

from maven.config import errors
from maven.config.settings import PATIENCE, SQLITE
from maven.missions.access import public

SHORT = 0.2  # seconds: the same wait, shorter
WRITES = {}


@public
def write(request):
    WRITES["as told"]()
    return HttpResponse("written")


urlpatterns = [path("", write)]
handler500 = errors.broken


def answered(client, written):
    client.raise_request_exception = False
    WRITES["as told"] = written
    began = time.monotonic()
    with override_settings(ROOT_URLCONF=__name__):
        answer = client.get("/")
    return answer, time.monotonic() - began


def refused_in_words(answer):
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "nothing was recorded" in answer.text
    return True


def test_nobody_waits_longer_than_five_seconds_for_the_store():
    assert PATIENCE == 5
    if connection.vendor == "sqlite":
        assert settings.DATABASES["default"]["OPTIONS"]["timeout"] == PATIENCE
    else:
        assert "lock_timeout=5s" in settings.DATABASES["default"]["OPTIONS"]["options"]


@pytest.mark.any_store
@pytest.mark.django_db
def test_a_pen_that_somebody_holds_is_waited_for_a_while_then_503(client, tmp_path):
    told = {"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "store.sqlite3"}
    store = ConnectionHandler({"default": {**told, "OPTIONS": {**SQLITE, "timeout": SHORT}}})
    with closing(store["default"]) as ours, closing(sqlite3.connect(told["NAME"])) as holder:
        with ours.cursor() as cursor:
            cursor.execute("CREATE TABLE said (words text)")

        def written():
            with ours.cursor() as cursor:
                cursor.execute("INSERT INTO said VALUES ('d’accord')")

        holder.execute("BEGIN IMMEDIATE")
        answer, seconds = answered(client, written)
        assert refused_in_words(answer)
        assert SHORT <= seconds < 5
        holder.rollback()
        assert answered(client, written)[0].status_code == 200
        assert holder.execute("SELECT count(*) FROM said").fetchone() == (1,)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="PostgreSQL has locks of its own")
@pytest.mark.django_db(transaction=True)
def test_a_row_that_somebody_holds_is_waited_for_a_while_then_503(client):
    holder = connection.copy()
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("5s",)
        cursor.execute(f"SET lock_timeout = '{int(SHORT * 1000)}ms'")

    def written():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(77)")

    try:
        with holder.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(77)")
        answer, seconds = answered(client, written)
        assert refused_in_words(answer)
        assert SHORT <= seconds < 5
        holder.close()
        assert answered(client, written)[0].status_code == 200
    finally:
        holder.close()
        connections.close_all()  # and the short patience with it
