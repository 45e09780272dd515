"""The barometers of the demonstration: three counted, one open; mostly the same people each time."""

from random import Random

from maven.cli.demo.loop_shapes import DemoBarometer
from maven.cli.demo.mission import MISSION
from maven.cli.demo.people import PEOPLE

AIMS = {"understanding": (50, 70), "convergence": (35, 55)}
AIMED = -70

# Questions in their order: direction, knowing enough, stakes, constraints, ownership, trust.
BAROMETERS = (
    DemoBarometer(-72, -66, -65, 0, 14, (3.1, 2.6, 3.4, 2.9, 2.7, 3.1)),
    DemoBarometer(-38, -32, -31, 1, 19, (3.5, 2.9, 3.8, 3.2, 3.1, 3.6)),
    DemoBarometer(-16, -11, -10, 2, 24, (3.8, 3.2, 4.3, 3.7, 3.4, 4.0)),
    DemoBarometer(-1, 6, None, 8, 15, (3.9, 3.3, 4.3, 3.8, 3.5, 4.1)),
)


def roster() -> list[str]:
    """Members first, then a few of those who take part; the ones who are shown signing in are last."""
    members = [one.email for one in PEOPLE if one.role == "member" and one.joined > -104]
    others = [one.email for one in PEOPLE if one.role == "participant" and -100 < one.joined < -80]
    return [*members[:17], *others[:10]]


def answers(wave: int) -> list[tuple[str, list[int]]]:
    """Who answered, and from 1 to 5 to each question; 0 is “I do not know”."""
    demo = BAROMETERS[wave]
    given = []
    for email in roster()[demo.first : demo.last]:
        own = Random(f"{MISSION.slug}:{email}").uniform(-0.9, 0.9)  # noqa: S311 (must repeat itself)
        rng = Random(f"{MISSION.slug}:{email}:{wave}")  # noqa: S311 (must repeat itself)
        given.append((email, [_answer(mean + own, rng) for mean in demo.means]))
    return given


def _answer(mean: float, rng: Random) -> int:
    if rng.random() < 0.04:
        return 0
    return min(5, max(1, round(mean + rng.uniform(-0.9, 0.9))))
