"""`maven let-in`: for somebody who lost her passkeys and her rescue codes."""

import argparse

from django.utils import timezone

from maven.cli.refusing import Refused
from maven.cli.showing import how_many
from maven.front.second_factor import take_all_away
from maven.people.models import Person


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("address", help="the e-mail address of the account")


def run(asked: argparse.Namespace) -> int:
    person = Person.objects.by_address(asked.address)
    if person is None:
        raise Refused("there is no account with this address.", code=2)
    keys, sessions = take_all_away(person, at=timezone.now())
    print(
        f"{how_many(keys, 'passkey')} and the rescue codes removed,"
        f" {how_many(sessions, 'session')} ended."
    )
    print("A code sent to this address opens the account again; new passkeys can then be made.")
    return 0
