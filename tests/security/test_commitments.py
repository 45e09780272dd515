"""What is sealed or kept as a digest tells nothing to whoever reads the store."""

import pytest
from django.db import connection

from maven.journal.models import Fact
from maven.journal.operations import record
from maven.missions.models import Role
from maven.missions.operations import invite
from maven.voices import operations as opinions
from maven.voices.models import Voice
from tests import cast

pytestmark = pytest.mark.django_db


def test_the_same_particulars_by_the_same_person_are_sealed_differently(paca):
    """Else whoever keeps the seals after an erasure could try names until one fits."""
    for _ in range(2):
        record("test.said", paca, chain=paca.chain, by=cast.minh(), at=cast.NOON, words="oui")

    first, second = Fact.objects.of(paca.chain).with_verbs("test.said").order_by("number")
    assert first.commitment != second.commitment


def test_the_link_of_an_invitation_is_nowhere_in_the_store(paca):
    letter = invite(
        mission=paca,
        email="invitee@example.org",
        name="",
        role=Role.MEMBER,
        by=cast.minh(),
        at=cast.NOON,
    )

    assert letter.token not in everything()


def everything():
    """Every value of every row, as text."""
    told = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            told.extend(map(str, cursor.fetchall()))
    return "\n".join(told)


def test_the_fact_of_an_opinion_names_nobody_even_when_it_is_known_who_gave_it(paca):
    call = cast.consultation(paca, statements=1)
    voice = Voice(person=cast.karim())
    opinions.give_opinion(
        participant=opinions.welcome(consultation=call, voice=voice, by=cast.karim(), at=cast.NOON),
        statement=call.statements.get(),
        choice=1,
        by=cast.karim(),
        at=cast.NOON,
    )

    (fact,) = Fact.objects.of(paca.chain).with_verbs("opinion.given").select_related("details")
    assert fact.details.by_id is None
    assert fact.details.particulars == {}
