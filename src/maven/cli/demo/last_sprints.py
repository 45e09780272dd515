"""Sprint 3, closed eight days ago, and sprint 4, which runs."""

from maven.cli.demo.cast import (
    AGATHE,
    DALILA,
    FELIX,
    HELENE,
    HUGO,
    INES,
    JOEL,
    MARC,
    MARION,
    NADIA,
    PERRINE,
    ROMANE,
    SAMIRA,
    SIMON,
    YANIS,
)
from maven.cli.demo.shapes import DemoActivity, DemoDeliverable, DemoSprint, DemoTension

A, D, T = DemoActivity, DemoDeliverable, DemoTension

THIRD = DemoSprint(
    number=3,
    starts=-29,
    ends=-8,
    capacity_days=20,
    activities=(
        A(
            "consultation-publique",
            "Consultation « De quoi le numérique a-t-il besoin chez nous ? »",
            9.0,
            "La communauté est prête à s'ouvrir : il faut entendre ceux qui n'y sont pas.",
            -10,
            8.5,
        ),
        A(
            "atelier-thematique",
            "Atelier « Ports et données : qui garde quoi ? »",
            4.5,
            "La conférence a donné des exemples, il faut maintenant se mettre d'accord.",
            -18,
            4.0,
        ),
        A(
            "apero-meetup",
            "Apéro meetup à Draguignan",
            1.75,
            "Première rencontre dans les terres, demandée en revue.",
            -20,
            1.75,
        ),
        A(
            "matchmaking",
            "Matchmaking jeunes pousses × acheteurs",
            1.1,
            "Onze jeunes entreprises cherchent un premier client public.",
            -15,
            1.0,
        ),
        A(
            "entretien-individuel",
            "Entretien avec un opérateur de réseau",
            1.0,
            "Comprendre les délais de raccordement des vallées.",
            -24,
            1.0,
        ),
        A(
            "atelier-fiche-action",
            "Atelier fiche-action « stages croisés »",
            1.5,
            "L'accord sur les stages est assez haut pour écrire l'action.",
            -12,
            1.5,
        ),
        A(
            "billet-blog",
            "Billet : « Dans les terres, on vient à pied »",
            0.5,
            "Raconter l'apéro de Draguignan.",
            -19,
            0.5,
        ),
        A(
            "billet-blog",
            "Billet : « Vingt-quatre idées à départager »",
            0.5,
            "Faire connaître la consultation.",
            -17,
            0.5,
        ),
    ),
    deliverables=(
        D("Consultation ouverte en vingt-quatre idées", -20, YANIS, 0),
        D("Affiche et adresse courte pour répondre sans compte", -19, HELENE, 0),
        D("Compte rendu de l'atelier sur les données des ports", -17, MARC, 1),
        D("Liste des données que chacun accepte de partager", -14, MARC, 1),
        D("Fiche-action « stages croisés »", -11, NADIA, 5),
        D("Neuf rencontres entre jeunes pousses et acheteurs", -14, INES, 3),
        D("Réponse écrite à chacune des idées de la première consultation", -12, MARION),
        D("Deux billets publiés", -17, HELENE, 6),
        D("Calendrier de raccordement des vallées, commenté", -22, AGATHE, 4),
        D("Salle de Draguignan ouverte un soir par semaine", -13, JOEL, 2),
        D("Modèle d'achat public pour une jeune entreprise", -10, FELIX, 3),
    ),
    likes=(
        "Draguignan : salle pleine, et personne n'avait mis de cravate.",
        "On sait enfin ce que deviennent nos idées.",
        "Les acheteurs sont venus avec de vrais besoins.",
        "La fiche-action tient sur une page et porte un nom.",
        "Répondre sans compte a fait venir mes voisins.",
        "J'ai changé d'avis sur l'hébergement de nos données.",
        "Les ports ont parlé franchement de ce qu'ils ne donneront pas.",
        "Livrer onze choses, et pouvoir les montrer.",
        "Le temps de parole chronométré, avec le sourire.",
    ),
    dislikes=(
        "Les règles de financement restent un mystère.",
        "La consultation a mangé la moitié du sprint.",
        "Toujours les mêmes quatre laboratoires.",
        "Trop peu de collégiens et de lycéens entendus.",
        "Je n'ai pas compris qui décide à la fin.",
        "Une promesse sur six est sans nouvelles.",
        "L'entretien sur le raccordement était très technique.",
    ),
    tensions=(
        T(
            "Que chaque membre sache qui paie et qui décide",
            "Un membre sur deux dit ignorer les règles de financement",
            -9,
            ROMANE,
        ),
        T(
            "Dix personnes relient la recherche au reste du réseau",
            "Quatre personnes seulement, dont deux qui partent bientôt",
            -9,
            SIMON,
        ),
        T(
            "Des nouvelles de chaque promesse tous les quinze jours",
            "Six promesses sans nouvelles depuis plus de dix jours",
            -9,
            DALILA,
            -3,
        ),
        T(
            "Les vallées accueillent une rencontre par sprint",
            "Une seule en trois sprints, et en plaine",
            -8,
            HUGO,
        ),
    ),
    agenda=(
        "Comprendre qui paie et qui décide\n"
        "Relier plus de chercheurs\n"
        "Tenir une rencontre à Gap\n"
        "Mesurer de nouveau la compréhension des contraintes"
    ),
    words=(
        "La communauté s'ouvre et s'accorde sur trois causes. Elle connaît mal ses contraintes : "
        "c'est l'objet du sprint 4. Vallées connectées cherche toujours son champion."
    ),
    closed=-8,
)

RUNNING = DemoSprint(
    number=4,
    starts=-8,
    ends=13,
    capacity_days=14,
    activities=(
        A(
            "atelier-thematique",
            "Atelier « Qui paie, qui décide ? »",
            4.5,
            "Un membre sur deux dit ignorer les règles de financement, et l'accord est assez haut "
            "pour travailler ensemble.",
        ),
        A(
            "matchmaking",
            "Matchmaking chercheurs × entreprises",
            1.1,
            "Quatre personnes seulement relient les laboratoires au reste du réseau.",
        ),
        A(
            "sondage-opinion",
            "Sondage « Nos contraintes »",
            3.0,
            "La dernière mesure de compréhension ne compte que vingt-deux réponses.",
        ),
        A(
            "apero-meetup",
            "Apéro meetup à Gap",
            1.75,
            "La famille des vallées n'a encore accueilli personne chez elle.",
        ),
        A(
            "entretien-individuel",
            "Entretien avec une trésorière de commune",
            1.0,
            "Préparer l'atelier avec un cas réel.",
            -5,
            1.0,
        ),
        A(
            "billet-blog",
            "Billet : « Onze choses livrées, et la suite »",
            0.5,
            "Rendre le rapport d'étape lisible par tous.",
            -6,
            0.5,
        ),
        A(
            "billet-blog",
            "Billet : « Gap, mode d'emploi »",
            0.5,
            "Donner envie de monter à Gap.",
        ),
        A(
            "15-pourcent",
            "Solutions à 15 % sur les promesses en retard",
            0.25,
            "Débloquer les promesses sans moyens nouveaux.",
            -3,
            0.25,
        ),
        A(
            "permanence",
            "Permanence « Poser sa question sur les aides »",
            0.5,
            "Répondre tout de suite à qui ne peut pas attendre l'atelier.",
            -2,
            0.5,
        ),
    ),
    deliverables=(
        D("Annuaire des fablabs du Var", 0, JOEL),
        D("Récit d'un budget communal, poste par poste", -4, PERRINE, 4),
        D("Billet « Onze choses livrées, et la suite »", -6, HELENE, 5),
        D("Six promesses relancées, toutes avec des nouvelles", -3, SAMIRA, 7),
    ),
    likes=(
        "La permanence a répondu à ma question en dix minutes.",
        "Voir les quinze pour cent que je peux faire dès demain.",
        "L'annuaire des fablabs, enfin à jour.",
    ),
    dislikes=(
        "L'atelier tombe un jour d'examens.",
        "Je cherche encore un covoiturage pour Gap.",
    ),
    tensions=(
        T(
            "Venir à Gap sans voiture",
            "Aucun train du soir ne redescend après la rencontre",
            -2,
            AGATHE,
        ),
    ),
    agenda="",
    words="",
    closed=None,
)
