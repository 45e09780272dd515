"""Phase A of the demonstration: what was agreed with the sponsor, read, heard and asked."""

from maven.cli.demo.cast import AGATHE, HELENE, YANIS
from maven.cli.demo.loop_shapes import (
    DemoAnnotation,
    DemoAsked,
    DemoDeclined,
    DemoDeliverableKept,
    DemoInterview,
    DemoNote,
    DemoNoted,
)
from maven.cli.demo.mission import CLAIRE

ODILE = "odile.sauvecanne@example.org"

FRAMED = -114
FOLLOW_UP_ON = 90
FRAMING = {
    "objectives": (
        "Relier celles et ceux qui agissent déjà, du littoral aux vallées\n"
        "Faire naître des engagements portés par des personnes, pas par des services\n"
        "Laisser une communauté qui continue sans l'équipe d'animation"
    ),
    "constraints": (
        "Aucun financement nouveau avant le vote du budget\n"
        "Pas d'annonce publique pendant la période électorale\n"
        "Les données des ports restent chez ceux qui les produisent\n"
        "Une rencontre sur trois au moins hors du littoral"
    ),
    "follow_up": (
        "Les engagements tenus et les fiches-action sont présentés aux douze collectivités. "
        "Chacune répond par écrit : ce qu'elle fait, ce qu'elle ne fait pas, et pourquoi. "
        "La communauté lit les réponses avant tout le monde."
    ),
    "follow_up_by": "Odile Sauvecanne, pour les douze collectivités",
}

NOTES = (
    DemoNote(
        "Qui fait déjà quoi, de Menton à Arles",
        "Vingt-sept canaux existent : lettres, groupes, blogs, agendas. Aucun ne couvre toute la "
        "région, et six ne donnent plus signe de vie.\n\n"
        "Les écoles organisent chacune leur forum des stages, la même semaine. Les "
        "ports publient des données, chacun dans son format. Les jeunes pousses se retrouvent à "
        "Nice et à Marseille, presque jamais ailleurs.\n\n"
        "Dans les vallées, les fablabs et les conseillers numériques font le lien. Personne ne les "
        "avait réunis.",
        "all",
        -112,
        YANIS,
    ),
    DemoNote(
        "Calendrier et sujets sensibles",
        "Le budget des collectivités se vote une fois l'an : une action qui demande de l'argent "
        "doit être écrite avant.\n\n"
        "Le raccordement des vallées est en retard : en parler avec des dates, jamais avec des "
        "promesses. Deux ports sont en concurrence sur le fret : ne pas les mettre seuls à la "
        "même table au début.",
        "group",
        -111,
        CLAIRE,
    ),
)

REPORT = """Numérique et territoires : ce que nous avons entendu
Rapport de la phase 1, extrait (document inventé pour la démonstration)

1. Former et garder
Sur cent jeunes formés au numérique dans la région, une quarantaine en partent dans les deux ans.
La plupart disent n'avoir rencontré aucune entreprise d'ici avant leur diplôme.

2. Les ports
Chaque port produit des données d'escale. Aucune n'est réutilisée par un autre port.

3. Loin du littoral
Les trois précédentes stratégies ont commencé par le littoral. Elles y sont restées.
Trente-deux communes de vallée n'ont participé à aucune réunion.

4. Les suites
Les participants n'ont pas su ce qu'étaient devenues leurs propositions.
"""

DELIVERABLES = (
    DemoDeliverableKept(
        "rapport",
        "Rapport de la phase 1 : ce que nous avons entendu",
        "Cabinet Les Trois Calanques, il y a deux ans",
        -110,
        file_name="rapport-phase-1-extrait.txt",
        content=REPORT,
    ),
    DemoDeliverableKept(
        "etude",
        "Étude sur l'emploi numérique dans les bassins de vie",
        "Observatoire du Golfe des Mimosas, l'an dernier",
        -110,
        link="https://example.org/etudes/emploi-numerique-bassins-de-vie",
    ),
)

ANNOTATIONS = (
    DemoAnnotation(
        "littoral",
        "rapport",
        "Les trois précédentes stratégies ont commencé par le littoral. Elles y sont restées.",
        "3",
        "À faire réagir tel quel : c'est dit partout, jamais écrit.",
        -109,
    ),
    DemoAnnotation(
        "vallees",
        "rapport",
        "Trente-deux communes de vallée n'ont participé à aucune réunion.",
        "3",
        "Une cause manque : personne ne porte les vallées.",
        -109,
    ),
    DemoAnnotation(
        "suites",
        "rapport",
        "Les participants n'ont pas su ce qu'étaient devenues leurs propositions.",
        "4",
        "La première tension de la mission, avant même de commencer.",
        -109,
    ),
    DemoAnnotation(
        "stages",
        "etude",
        "Un stage sur deux se trouve par une connaissance de la famille.",
        "17",
        "Explique une partie des départs.",
        -109,
    ),
)
# What came of passages: (consultation, statement), cause, tension.
STATEMENTS_FROM = {("agir-ensemble", 2): "stages", ("agir-ensemble", 4): "littoral"}
CAUSES_FROM = {"vallees": "vallees"}
NOTED = (
    DemoNoted(
        "suites",
        "Que chaque proposition reçoive une réponse écrite",
        "Aucune réponse aux propositions de la phase 1",
        -108,
    ),
)

INTERVIEWS = (
    DemoInterview(
        "",
        ODILE,
        -113,
        -107,
        CLAIRE,
        "quoted",
        (
            "Que des personnes qui s'ignoraient se téléphonent sans passer par nous.",
            "Deux plans, bien écrits. Il en reste un annuaire que personne n'a mis à jour.",
            "Une directrice des études à La Passerelle, et le fablab du Var.",
            "Les élus des vallées. On les invite, ils ne viennent pas : c'est loin.",
            "Le calendrier du budget. Rien ne peut être promis avant le vote.",
            "Nous répondons par écrit à chaque fiche-action. C'est moi qui signe.",
            "Que trois actions tiennent debout sans subvention.",
            "Le vice-président au numérique, et la directrice du port.",
        ),
    ),
    DemoInterview(
        "Bernard Estrelange, vice-président au numérique",
        "",
        -111,
        -104,
        CLAIRE,
        "quoted",
        (
            "Qu'on arrête de recommencer à chaque mandat.",
            "Un salon annuel. Beaucoup de monde, peu de suites.",
            "Les associations de médiation, sans moyens.",
            "Les entreprises de moins de dix salariés.",
            "Les équilibres entre agglomérations : pas de classement.",
            "Le bureau des maires décide, après avis des services.",
            "Un jeune de mon canton embauché ici.",
            "Une maire de vallée, qui vous dira les choses.",
        ),
    ),
    DemoInterview(
        "Solange Peyrebelle, directrice de port",
        "",
        -110,
        -102,
        YANIS,
        "refused",
        (
            "Que l'on sache ce que coûte un échange de données.",
            "Une plateforme commune, arrêtée au bout d'un an.",
            "Deux ingénieurs qui se parlent entre ports.",
            "Les transporteurs.",
            "La sécurité des escales.",
            "",
            "Moins de ressaisies.",
            "Un armateur.",
        ),
    ),
    DemoInterview("Corinne Vaubelle, directrice générale des services", "", -2, 4, CLAIRE),
)

# What was said when asking, and the answer, by (cause, person) of CHAMPIONS.
ASKED = {
    "talents": DemoAsked(
        "Vous accueillez déjà des stagiaires de quatre écoles, et les trois familles vous lisent.",
        "Oui, si nous sommes deux à relire les conventions.",
    ),
    "ports": DemoAsked(
        "À la première table, ce sont vos questions que les autres ont reprises.",
        "D'accord, tant que les données restent chez ceux qui les produisent.",
    ),
    "pousses": DemoAsked(
        "Vous avez donné à trois jeunes entreprises leur premier contact d'acheteur.",
        "Avec plaisir.",
    ),
    "vallees": DemoAsked(
        "Vous avez dit la tension des vallées à chaque revue : accepteriez-vous de la porter ?"
    ),
}
DECLINED = (
    DemoDeclined(
        "vallees",
        AGATHE,
        -40,
        -37,
        "Votre carte des trajets a tout déclenché : porteriez-vous la cause ?",
        "Je préfère rester du côté des cartes. Demandez plutôt à un élu d'une vallée.",
    ),
)
BY = HELENE
