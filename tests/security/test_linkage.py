"""Whoever holds a copy of the store: what could be joined, and what could not."""

import hashlib
import itertools
import secrets
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from maven.journal.middleware import fingerprint_of, scope_of
from maven.journal.models import Fact, Receipt
from maven.missions import operations as missions
from maven.missions.models import Role
from maven.people.models import Person
from maven.sprints import operations as sprints
from maven.sprints.models import Feedback
from maven.voices.models import Opinion
from tests import cast

pytestmark = pytest.mark.django_db
KEY = "k" * 24


def every_row():
    """(table, field, rank of the row) → what is there, of the whole store."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed:
            for rank, row in enumerate(model._base_manager.order_by("pk").values()):
                for name, value in row.items():
                    yield (model._meta.label, name, rank), repr(value)


def undone(act):
    """What the store holds after it, as if it had never been."""
    with transaction.atomic():
        act()
        found = dict(every_row())
        transaction.set_rollback(True)
    return found


def test_what_one_answers_is_written_in_one_place_only(paca, as_):
    call = cast.consultation(paca, statements=2)
    address = reverse("voices:opinions", args=[paca.slug, call.slug, call.pk])
    browser = as_(cast.karim())

    def saying(choice):
        said = {"statement": call.statements.get(number=1).pk, "choice": choice}
        return lambda: browser.post(address, said | {"submission_key": KEY})

    once, again, otherwise = (undone(saying(choice)) for choice in ("1", "1", "-1"))

    assert ("voices.Opinion", "choice", 0) in once
    by_chance = {place for place in once if once[place] != again.get(place)}
    differ = {place for place in once if once[place] != otherwise.get(place)} - by_chance
    # The fingerprint of the form is sealed with our secret: see below.
    assert {place[:2] for place in differ} == {
        ("voices.Opinion", "choice"),
        ("journal.Receipt", "fingerprint"),
    }


def test_receipts_do_not_open_to_whoever_tries_all_senders_and_answers(paca, as_, settings, rf):
    call = cast.consultation(paca, statements=2)
    address = reverse("voices:opinions", args=[paca.slug, call.slug, call.pk])
    said = {"statement": str(call.statements.get(number=1).pk), "choice": "-1"}
    as_(cast.karim()).post(address, said | {"submission_key": KEY})
    receipt = Receipt.objects.get()

    assert Opinion.objects.count() == 1
    senders = [*Person.objects.values_list("pk", flat=True), "guest"]
    assert receipt.scope not in {
        hashlib.sha256(f"{sender} {address}".encode()).hexdigest() for sender in senders
    }
    request = rf.post(address, said)
    request.user = cast.karim()
    ours = scope_of(request), fingerprint_of(request)
    assert ours[0] == receipt.scope
    settings.SECRET_KEY = "of another house" + "x" * 40
    assert {scope_of(request), fingerprint_of(request)}.isdisjoint(ours)


def test_feelings_lie_in_the_store_as_if_all_had_come_at_once(paca):
    sprint = cast.sprint(paca)
    address = reverse("sprints:feel", args=[paca.slug, sprint.number])
    browsers = []
    for number in range(6):
        person = cast.person(f"Personne{number} Exemple")
        missions.join(mission=paca, role=Role.MEMBER, invited_by=None, by=person, at=cast.NOON)
        browsers.append(Client())
        browsers[-1].force_login(person)
    keys = [secrets.token_urlsafe(18) for _ in browsers]

    def kept_after(order):
        """The feelings as they lie, and the facts: everything that has an order."""
        with transaction.atomic():
            for number in order:
                said = {"kind": ("like", "dislike")[number % 2], "words": f"ressenti {number}"}
                browsers[number].post(address, said | {"submission_key": keys[number]})
            rows = [one.words for one in Feedback.objects.order_by("pk")]
            facts = list(
                Fact.objects.of(paca.chain)
                .with_verbs("feedback.given")
                .order_by("number")
                .values_list("subject_kind", "subject_pk", "at", "details__particulars")
            )
            lying, receipts = as_they_lie(), Receipt.objects.count()
            transaction.set_rollback(True)
        assert len(rows) == 6
        return rows, facts, lying, receipts

    orders = [range(6), range(5, -1, -1), (3, 0, 5, 1, 4, 2)]
    first, *others = [kept_after(order) for order in orders]

    assert all(other == first for other in others)
    assert first[3] == 0


def test_no_day_tells_a_feeling_from_another(paca):
    """The journal is dated, and few act on some days: one day for all, that of the last."""
    sprint = cast.sprint(paca)
    for days in range(3):
        at = cast.NOON + timedelta(days=days)
        sprints.like(sprint=sprint, words=f"ressenti {days}", key=f"{days}" * 24, at=at)
    kept = Feedback.objects.of(sprint)
    assert {one.given_on for one in kept} == {cast.TODAY + timedelta(days=2)}
    assert kept.count() == 3


def as_they_lie():
    """In the order of the file."""
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT words FROM sprints_feedback ORDER BY {place}")
        return [words for (words,) in cursor.fetchall()]


def test_no_fact_about_an_answer_or_a_feeling_has_an_author(paca, send, as_):
    call, sprint = cast.consultation(paca, statements=2), cast.sprint(paca)
    as_(cast.karim())
    ideas = call.statements.order_by("number")
    for idea, choice in itertools.product(ideas, ("1", "-1")):
        send(
            reverse("voices:opinions", args=[paca.slug, call.slug, call.pk]),
            {"statement": idea.pk, "choice": choice},
        )
    send(reverse("sprints:feel", args=[paca.slug, sprint.number]), {"kind": "like", "words": "Oui"})

    told = Fact.objects.of(paca.chain).with_verbs("opinion.given", "feedback.given")
    assert told.count() == 5
    assert set(told.values_list("details__by", flat=True)) == {None}
    assert [one.details.particulars for one in told.select_related("details")] == [{}] * 5
