"""A consultation with two planted families: they agree on some ideas and part on others."""

from maven.voices.models import Opinion, Participant, Statement
from tests import cast

UNITING, DIVIDING = (1, 2), (3, 4, 5, 6)


def planted(mission, people=24, statements=8, *, side=None):
    """The first half says yes where the second says no, except that all agree with 1 and 2."""
    consultation = cast.consultation(mission, statements=statements)
    ideas = list(Statement.objects.of(consultation).in_order())
    for index in range(people):
        voice = Participant.objects.create(
            consultation=consultation, source_id=f"somebody-{index}", came_at=cast.NOON
        )
        first = index < people * 5 // 8
        for idea in ideas:
            yes = idea.number in UNITING or (first == (idea.number % 2 == 1))
            choice = 1 if yes else -1
            if (index + idea.number) % 11 == 0:
                choice = 0
            Opinion.objects.create(
                participant=voice, statement=idea, choice=choice, given_at=cast.NOON
            )
    return consultation


def answer(person, consultation, how_many):
    voice, _ = Participant.objects.get_or_create(
        consultation=consultation, person=person, defaults={"came_at": cast.NOON}
    )
    for idea in Statement.objects.of(consultation).accepted().in_order()[:how_many]:
        Opinion.objects.create(participant=voice, statement=idea, choice=1, given_at=cast.NOON)
    return voice
