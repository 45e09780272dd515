"""Missions that nobody would think of: whatever they hold, they come back the same."""

import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maven.causes.models import Cause
from maven.intake.neutral import neutral, plain
from maven.journal.operations import record, verify
from maven.people.models import Person
from maven.sprints.models import Feedback
from maven.voices.models import Opinion, Participant, Statement
from tests import cast
from tests.archives.houses import archived, emptied, taken_in

WORDS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=80
)
ANSWERS = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from([-1, 0, 1]), st.booleans(), st.integers(0, 9999)),
    max_size=6,
)


class Undone(Exception):
    """What an example wrote goes before the next one."""


def tell(title, ideas, voices, presences):
    mission = cast.paca()
    for who, presence in zip((cast.karim(), cast.lucie()), presences, strict=True):
        Person.objects.filter(pk=who.pk).update(presence=presence)
    cause = Cause.objects.create(
        mission=mission, title=title, purpose=title, named_at=cast.NOON, named_by=cast.minh()
    )
    sprint = cast.sprint(mission, closed=True)
    for _ in range(3):  # fewer, or before they are revealed, would not leave
        Feedback.objects.create(sprint=sprint, kind="like", words=title, given_on=cast.TODAY)
    asked = cast.consultation(mission)
    statements = [
        Statement.objects.create(
            consultation=asked,
            number=number,
            words=words,
            submitted_at=cast.NOON,
            accepted_at=cast.NOON,
        )
        for number, words in enumerate(ideas, 1)
    ]
    for guest, answers in enumerate(voices):
        voice = Participant.objects.create(
            consultation=asked, guest_digest=str(guest), came_at=cast.NOON
        )
        for place, choice, important, hours in {one[0]: one for one in answers}.values():
            Opinion.objects.create(
                participant=voice,
                statement=statements[place % len(statements)],
                choice=choice,
                important=important,
                given_at=cast.NOON + timedelta(hours=hours),
            ) if place < len(statements) else None
    record("cause.named", cause, chain=mission.chain, by=cast.minh(), at=cast.NOON, title=title)
    return mission


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    WORDS,
    st.lists(WORDS, min_size=1, max_size=4),
    st.lists(ANSWERS, max_size=8),
    st.tuples(*[st.sampled_from(["name", "point", "absent"])] * 2),
)
def test_any_mission_comes_back_the_same(title, ideas, voices, presences):
    try:
        with transaction.atomic(), tempfile.TemporaryDirectory() as folder:
            mission = tell(title, ideas, voices, presences)
            left, head = archived(mission, addresses=True), verify(mission.chain).head
            emptied()

            found = taken_in(Path(folder) / "a.zip", left)

            assert archived(found.mission, addresses=True) == left
            assert verify(found.mission.chain).head == head
            raise Undone
    except Undone:
        pass


@given(WORDS)
def test_a_cell_made_harmless_comes_back_as_it_was(words):
    assert plain(neutral(words)) == words
