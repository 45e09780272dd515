"""At the same moment, the same words edited by several: one saves, the others read her."""

import pytest
from django.test import Client

from maven.causes.models import Cause
from tests import cast
from tests.missions.test_drawn import drawn
from tests.races.racing import TOGETHER, at_once, facts

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_several_who_save_together_one_does_and_each_other_is_shown_her_words(paca):
    cause = cast.cause(paca)
    page = f"/m/paca/causes/{cause.slug}-{cause.pk}/texte/"
    browser = Client()
    browser.force_login(cast.minh())
    _, sent = drawn(browser.get(page), "purpose")

    def save(n):
        words = sent | {"purpose": f"Mots numéro {n}", "submission_key": f"{n:032d}"}
        answer = browser.post(page, words)
        shown = answer.content.decode()
        return answer.status_code, f"Mots numéro {n}" in shown and "Changé entre-temps" in shown

    told = at_once(save)

    assert sorted(told) == [(303, False), *[(422, True)] * (TOGETHER - 1)]
    won = next(n for n, (status, _) in enumerate(told) if status == 303)
    assert Cause.objects.get(pk=cause.pk).purpose == f"Mots numéro {won}"
    assert facts(paca, "cause.reworded") == 1
