"""Whoever lost her passkeys and her codes is let in again by the operator, and nobody else is."""

import pytest
from allauth.mfa.models import Authenticator

from maven.cli import main
from maven.front import second_factor
from maven.journal.models import Fact
from maven.people.models import SignIn
from tests import cast
from tests.front.test_passkeys import code_for, enter, equipped
from tests.front.test_sessions import is_in

pytestmark = pytest.mark.django_db
__all__ = ["code_for", "enter"]


def test_what_was_lost_opens_nothing_and_a_code_opens_again(enter, capsys):
    browser, _ = enter()
    equipped(browser)
    second_factor.turn_on(cast.theo())
    assert main(["let-in", "Theo@example.org"]) == 0
    assert "1 passkey and the rescue codes removed, 1 session ended." in capsys.readouterr().out
    assert not Authenticator.objects.exists()
    assert not SignIn.objects.exists()
    assert not is_in(browser)
    assert Fact.objects.filter(verb="passkey.removed").count() == 1
    assert enter()[1].url == "/"


def test_an_address_that_nobody_has_is_said():
    assert main(["let-in", "nobody@example.org"]) == 2
