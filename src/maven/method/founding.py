"""The founding note's own figures: what it foresees for a mission, and the work it leaves out.

Plain constants, for `maven.method.effort` and for pages, which never load the arithmetic.
"""

from types import MappingProxyType

# What the note foresees, kind by kind: fewest and most.
SEED_TURNS = MappingProxyType(
    {
        "consultation-publique": (1, 1),
        "entretien-individuel": (5, 10),
        "conference": (2, 2),
        "billet-blog": (10, 15),
        "atelier-thematique": (5, 5),
        "apero-meetup": (3, 5),
        "matchmaking": (3, 5),
        "sondage-opinion": (2, 2),
    }
)
# What the note names and does not count: days of one turn (low, likely, high), and the turns. One
# stage report and one state of the art a sprint, animation by the week; figures to be corrected.
UNLISTED = MappingProxyType(
    {
        "bibliography": ((2.0, 4.0, 9.0), (1, 1)),
        "writing": ((1.0, 2.0, 4.0), (3, 6)),
        "synthesis": ((1.0, 2.0, 5.0), (3, 6)),
        "tooling": ((2.0, 5.0, 12.0), (1, 1)),
        "online-animation": ((0.25, 0.5, 1.0), (12, 24)),
    }
)
