"""A form sent again, however often and in whatever order, acts once and is answered the same."""

import logging
import os
import secrets

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maven.journal.models import Fact
from maven.journal.operations import verify
from maven.sprints.models import Tension
from tests import cast

RETRIES = int(os.environ.get("MAVEN_TEST_RETRIES", "200"))
A_TIME = 40
PAGE = "/m/paca/sprints/1/revue/tensions/"

pytestmark = pytest.mark.faults


@pytest.mark.django_db
def test_a_form_sent_again_acts_once_and_says_the_same(paca, caplog):
    caplog.set_level(logging.ERROR, logger="django.request")
    cast.sprint(paca)
    client, sent = Client(), []
    client.force_login(cast.minh())

    @given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=A_TIME, max_size=A_TIME))
    @settings(
        max_examples=max(1, RETRIES // A_TIME),
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def send(story):
        keys = [secrets.token_urlsafe(18) for _ in range(6)]
        answered = {}
        for number, changed in story:
            key = keys[number]
            changed = changed and key in answered  # the first is the true one
            words = f"Ensemble {key}" + (" autrement" if changed else "")
            form = {"desired": words, "observed": "Chacun seul.", "submission_key": key}
            response = client.post(PAGE, form)
            told = response.status_code, response.headers.get("Location")
            assert told == ((422, None) if changed else answered.setdefault(key, told))
            sent.append(key)
        there = Tension.objects.filter(desired__in=[f"Ensemble {key}" for key in keys])
        assert there.count() == len(answered)
        assert {status for status, _ in answered.values()} == {303}

    send()

    assert not Tension.objects.filter(desired__endswith="autrement").exists()
    acts = Fact.objects.of(paca.chain).with_verbs("tension.raised").count()
    assert acts == Tension.objects.count() == len(set(sent))
    verify(paca.chain)
    print(f"figure: {len(sent)} forms sent, {len(sent) - acts} of them again, {acts} acts, 0 twice")
