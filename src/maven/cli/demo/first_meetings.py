"""The kick-off and the sessions of the first sprint of the demonstration."""

from maven.cli.demo.cast import DALILA, FELIX, HELENE, HUGO, INES, MARION, NADIA, SIMON, YANIS
from maven.cli.demo.launch import ODILE
from maven.cli.demo.loop_shapes import DemoAgenda, DemoLine, DemoSession
from maven.cli.demo.mission import CLAIRE

L = DemoLine

KICK_OFF = DemoSession(
    kind="kick_off",
    title="Lancement de la mission",
    day=-74,
    hour=14,
    minutes=150,
    place="Halle des Cordiers, Aix-en-Provence",
    lead=CLAIRE,
    scribe=HELENE,
    opened=14,
    registered=24,
    came=26,
    without_account=17,
    agenda=(
        DemoAgenda(10, "Accueil", CLAIRE),
        DemoAgenda(20, "La question, et ce qui sera fait du résultat", ODILE),
        DemoAgenda(25, "Qui nous sommes : chacun dit un mot", CLAIRE),
        DemoAgenda(30, "La boîte à outils : huit familles d'activités", YANIS),
        DemoAgenda(30, "La réserve d'actions : chacun écrit ce qui pourrait se faire"),
        DemoAgenda(25, "Les premières actions sont choisies"),
        DemoAgenda(10, "Le temps en valait-il la peine ?", CLAIRE),
    ),
    summary=(
        "Quarante-trois personnes. La commanditaire dit ce qui sera fait du résultat et signe les "
        "réponses. Quatorze actions écrites, neuf gardées pour commencer."
    ),
    lines=(
        L("agreement", "On commence par se connaître : les grandes actions viendront ensuite."),
        L("agreement", "Une rencontre sur trois au moins se tient hors du littoral."),
        L("disagreement", "Faut-il un outil de plus ? La moitié de la salle dit non."),
        L("decision", "Les sprints durent trois semaines, la revue se tient la veille du suivant."),
        L("decision", "Les comptes rendus sont publiés pour tous, sans nommer qui a dit quoi."),
        L(
            "commitment",
            "Prêter la salle du quai pour les deux premières rencontres",
            INES,
            -60,
            -66,
        ),
        L("commitment", "Proposer un premier agenda commun", YANIS, -64, -66),
    ),
    marks=(4, 5, 4, 4, 3, 5, 4, 4, 5, 3, 4, 4),
    said=("Enfin une réunion qui finit par des noms.", "La salle résonne beaucoup."),
)

FIRST_MEETINGS = (
    DemoSession(
        "plenary",
        "Plénière du sprint 1",
        -71,
        14,
        120,
        "Halle des Cordiers, Aix-en-Provence",
        CLAIRE,
        HELENE,
        registered=12,
        came=18,
        without_account=4,
        summary="Neuf activités adoptées en quarante minutes, pour onze jours et demi.",
        lines=(
            L("agreement", "Un seul atelier, mais bien préparé."),
            L("decision", "Le plan du sprint 1 est adopté, neuf activités."),
            L("idea", "Chronométrer les tours de parole, avec un sablier."),
        ),
        marks=(4, 4, 3, 5, 4, 4),
    ),
    DemoSession(
        "activity",
        "Former, mais pour quels métiers ?",
        -61,
        14,
        180,
        "École La Passerelle, Aix-en-Provence",
        NADIA,
        MARION,
        activity=0,
        opened=9,
        capacity=16,
        registered=20,
        came=15,
        without_account=3,
        days=5.0,
        words="Entreprises et écoles nomment ensemble les métiers qui manquent vraiment.",
        agenda=(
            DemoAgenda(15, "Quinze minutes pour se connaître", YANIS),
            DemoAgenda(60, "Ce que nous cherchons : une table par métier", NADIA),
            DemoAgenda(15, "Pause"),
            DemoAgenda(60, "Ce que nous pouvons offrir : stages, visites, temps", MARION),
            DemoAgenda(30, "Qui fait quoi, et pour quand", NADIA),
        ),
        summary=(
            "Trente et un métiers nommés par dix-huit entreprises. Les écoles découvrent que la "
            "moitié ne demande pas d'ingénieur."
        ),
        lines=(
            L("agreement", "La moitié des métiers cherchés s'apprennent en un an."),
            L("agreement", "Un stage se décide en une visite, pas en dix courriels."),
            L("disagreement", "Qui paie la gratification quand deux structures accueillent ?"),
            L(
                "idea",
                "Une journée où les élèves choisissent l'entreprise.",
                to_reserve="later",
                because="Quand les stages de l'année sont connus.",
            ),
            L("decision", "La liste des métiers est publiée telle quelle, sans classement."),
            L("commitment", "Publier la liste des métiers recherchés", MARION, -57, -57),
            L("commitment", "Ouvrir une visite d'atelier par mois", FELIX, -52, None),
        ),
        marks=(5, 4, 4, 5, 4, 3, 5, 4),
        said=("Fini à l'heure, avec une liste.", "Un peu court pour les stages."),
    ),
    DemoSession(
        "activity",
        "Apéro meetup à Nice",
        -56,
        18.5,
        120,
        "Le Cabanon partagé, Nice",
        INES,
        FELIX,
        activity=1,
        registered=14,
        came=19,
        without_account=11,
        days=1.5,
        summary="Trente personnes, des tables mélangées, trois rencontres racontées ensuite.",
        lines=(
            L("agreement", "Des tables tirées au sort : on recommence."),
            L("idea", "Le prochain à Toulon.", to_reserve="accepted"),
            L("commitment", "Trouver une salle à Toulon", DALILA, -45, -44),
        ),
        marks=(4, 5, 4, 5, 4),
        said=("Je ne connaissais personne en arrivant.",),
    ),
    DemoSession(
        "review",
        "Revue du sprint 1",
        -51,
        14,
        120,
        "Halle des Cordiers, Aix-en-Provence",
        CLAIRE,
        HELENE,
        registered=10,
        came=16,
        without_account=2,
        summary="Neuf choses livrées. Le littoral prend trop de place, les chercheurs manquent.",
        lines=(
            L("agreement", "La prochaine mise en relation part des laboratoires."),
            L("tension", "Deux chercheurs pour dix-neuf entreprises."),
            L("decision", "Les comptes rendus sont écrits à tour de rôle, en deux jours."),
            L("commitment", "Amener quatre laboratoires au matchmaking", SIMON, -38, -38),
            L("commitment", "Chercher une salle dans les terres", HUGO, -30, -29),
        ),
        marks=(4, 3, 4, 4, 5, 3, 4),
    ),
)
