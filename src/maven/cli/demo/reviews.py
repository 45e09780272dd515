"""What the plenary wanted and what the review said, sprint by sprint, in the demonstration."""

from maven.cli.demo.cast import (
    AGATHE,
    DALILA,
    FELIX,
    HUGO,
    INES,
    JOEL,
    MARC,
    MARION,
    NADIA,
    ROMANE,
    SIMON,
)
from maven.cli.demo.loop_shapes import DemoCare, DemoReview
from maven.cli.demo.reserve import MIREILLE

REVIEWS = (
    DemoReview(
        number=1,
        moods=(4, 4, 3, 5, 4, 3, 4, 5, 4, 2, 4),
        groups=(
            ("Se rencontrer pour de bon", (0, 4, 6)),
            ("Du temps bien employé", (1, 2)),
            ("Dire simplement", (3, 5)),
        ),
        against=(
            ("Trop loin, trop littoral", (0, 4)),
            ("Des messages en désordre", (1, 3, 5)),
        ),
        broken=(),
        moved=("Ouvrir une visite",),
        wishes=(
            (NADIA, (0, 2, 8)),
            (MARC, (3, 0)),
            (INES, (1, 0)),
            (JOEL, (1, 8)),
            (HUGO, (4, 1)),
            (SIMON, (0, 3)),
            (MIREILLE, (0, 4)),
        ),
        beside=(("world-cafe", 3), ("conference", 2)),
        days=(1, 0.5, 1.5, 1, 0.5, 2, 1, 0.5),
        sections=(
            (
                "shipped",
                "Neuf choses que l'on peut montrer. La liste des trente et un métiers est celle que "
                "l'on nous redemande le plus.",
            ),
            (
                "disagreements",
                "La question des outils revient à chaque séance. Nous ne la tranchons pas : nous "
                "n'en ajoutons aucun sans en retirer un.",
            ),
        ),
        asked="Autoriser l'équipe à tenir une rencontre sur trois dans une mairie de l'intérieur.",
    ),
    DemoReview(
        number=2,
        moods=(4, 5, 4, 3, 4, 4, 5, 3, 4, 4, 4, 5),
        groups=(
            ("Laboratoires et entreprises se parlent", (0, 4)),
            ("Court et clair", (1, 7)),
            ("On sait ce qui se dit et se promet", (3, 5, 6)),
        ),
        against=(
            ("Pas assez de place pour tous", (1, 4)),
            ("On ne sait pas ce que cela devient", (2, 5)),
        ),
        broken=("Rappeler les vingt-huit",),
        moved=("Faire relire la charte",),
        wishes=(
            (SIMON, (2, 0)),
            (MARC, (1, 8)),
            (NADIA, (0, 2)),
            (ROMANE, (4, 5)),
            (DALILA, (6, 3)),
            (INES, (3, 4)),
            (HUGO, (6,)),
            (MARION, (0, 7)),
            (MIREILLE, (5, 4)),
        ),
        beside=(("atelier-thematique", 4), ("hackathon", 2)),
        days=(1.5, 0.5, 1, 1, 2, 0.5, 1, 1, 0.5),
        sections=(
            (
                "aims",
                "Nous voulions des rencontres entre laboratoires et entreprises : six paires se "
                "voient. Nous voulions des exemples d'ailleurs : un port a raconté son échec.",
            ),
            ("tensions", "L'argent est la tension dont tout le monde parle à la pause."),
        ),
        asked="Désigner la personne qui répondra par écrit aux premières fiches-action.",
        addendum=(
            "Le nombre de personnes à la conférence est de cinquante-cinq : la première liste en "
            "oubliait quatre, arrivées par l'entrée des quais."
        ),
    ),
    DemoReview(
        number=3,
        moods=(4, 5, 4, 4, 5, 3, 4, 5, 4, 4, 5, 3, 4),
        groups=(
            ("Sortir du littoral", (0, 4)),
            ("Des suites visibles", (1, 3, 7)),
            ("Des besoins dits franchement", (2, 6)),
        ),
        against=(
            ("On ne sait pas qui décide", (0, 4)),
            ("Toujours les mêmes", (2, 3)),
            ("Trop long ou trop technique", (1, 6)),
        ),
        broken=("Demander l'avis de la sécurité",),
        moved=("Faire signer",),
        wishes=(
            (MARC, (1, 0)),
            (JOEL, (2, 6)),
            (HUGO, (2, 4)),
            (INES, (3,)),
            (NADIA, (5, 0)),
            (AGATHE, (4, 2)),
            (FELIX, (3, 5)),
            (DALILA, (0, 7)),
            (MIREILLE, (3, 0)),
            (ROMANE, (0,)),
        ),
        beside=(("sondage-opinion", 3), ("world-cafe", 1)),
        days=(2, 1, 1.5, 1, 2, 1, 1, 0.5, 1.5, 1),
        sections=(
            (
                "shipped",
                "Onze livrables, dont une fiche-action qui porte un nom et tient sur une page.",
            ),
            (
                "state",
                "La confiance monte, la compréhension des contraintes reste la plus basse. Le "
                "sprint 4 commence par là.",
            ),
            ("agenda", "La rencontre de Gap est la première que les vallées accueillent."),
        ),
        asked=(
            "Confirmer qu'une réponse écrite sera donnée à la fiche-action « stages croisés » avant "
            "le vote du budget."
        ),
    ),
    DemoReview(
        number=4,
        moods=(),
        groups=(),
        against=(),
        wishes=(
            (ROMANE, (0, 8)),
            (SIMON, (1, 2)),
            (HUGO, (3, 6)),
            (AGATHE, (3, 0)),
            (NADIA, (0, 2)),
            (MIREILLE, (0, 8)),
            (INES, (1,)),
            (MARION, (0, 7)),
            (FELIX, (0, 3)),
        ),
        beside=(("conference", 3), ("expedition-apprenante", 2)),
        days=(1, 1, 0.5, 2, 1, 1, 0.5, 1),
    ),
)

CARE = (
    DemoCare("Une rencontre sur trois hors du littoral", 2, HUGO, activity=(3, 2)),
    DemoCare("Un compte rendu en deux jours", 1, FELIX),
    DemoCare("Autant de chercheurs que d'entreprises", 2, SIMON, activity=(2, 2)),
    DemoCare("Que chacun sache ce que devient son idée", 2, MARION),
    DemoCare("Parler d'argent dès le début d'une action", 2, ROMANE, activity=(4, 0)),
    DemoCare("Un champion pour chaque cause", 3),
    DemoCare(
        "Que chaque membre sache qui paie et qui décide",
        3,
        ROMANE,
        "understanding",
        60,
        (4, 0),
    ),
    DemoCare("Dix personnes relient la recherche au reste du réseau", 2, SIMON, activity=(4, 1)),
    DemoCare("Des nouvelles de chaque promesse tous les quinze jours", 1, DALILA, activity=(4, 7)),
    DemoCare("Les vallées accueillent une rencontre par sprint", 2, HUGO, activity=(4, 3)),
    DemoCare("Venir à Gap sans voiture", 2, AGATHE, activity=(4, 3)),
)
