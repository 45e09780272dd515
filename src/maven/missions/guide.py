"""The questions that an interview begins with, until a mission writes its own."""

from django.utils.translation import gettext, override

from maven.missions.models import Framing, Mission

MOST_QUESTIONS = 20
LONGEST = 280


def guide_of(mission: Mission) -> str:
    """The guide of the mission, or ours in its language: one question a line."""
    framing = Framing.objects.of(mission).first()
    if framing is not None and framing.guide.strip():
        return framing.guide
    return our_guide(mission.language)


def our_guide(language: str) -> str:
    with override(language):
        return "\n".join(
            (
                gettext("What should be different here once this mission is over?"),
                gettext("What was tried before, and what is left of it?"),
                gettext("Who carries this already, with or without a title?"),
                gettext("Who is never in the room, and should be?"),
                gettext("What must not be touched, and why?"),
                gettext("What will you do with the result, and who decides?"),
                gettext("What would make you say, in a year, that it was worth it?"),
                gettext("Whom should we meet next?"),
            )
        )


def questions_in(guide: str) -> list[str]:
    return [line for one in guide.splitlines() if (line := " ".join(one.split()))]
