"""The open consultation: 24 statements, some unite the three families, some divide them."""

from maven.cli.demo.shapes import DemoConsultation, DemoStatement

S = DemoStatement

OUR_NEEDS = DemoConsultation(
    key="besoins",
    question="De quoi le numérique a-t-il besoin chez nous ?",
    intro=(
        "Dites ce que vous pensez de chaque idée. Pas de compte, pas de débat : deux minutes "
        "suffisent."
    ),
    opened=-20,
    closes=10,
    closed=None,
    answers=110,
    statements=(
        S(
            1,
            "Les marchés publics devraient réserver une place aux petites entreprises d'ici.",
            "ines.tassigner@example.org",
            ((86, 9), (79, 12), (90, 7)),
            "pousses",
        ),
        S(
            2,
            "L'argent public doit aller d'abord aux métropoles, qui entraînent le reste.",
            None,
            ((72, 12), (74, 12), (4, 4)),
        ),
        S(
            3,
            "Il faut un lieu commun, physique, où se croisent chercheurs et entreprises.",
            "simon.ventabrin@example.org",
            ((84, 10), (76, 14), (73, 19)),
            "pousses",
        ),
        S(
            4,
            "Chaque lycée devrait ouvrir le soir un atelier de fabrication aux habitants.",
            "joel.pontevaux@example.org",
            ((93, 4), (31, 20), (36, 20)),
            "talents",
        ),
        S(
            5,
            "La fibre dans toutes les zones d'activité doit passer avant les formations.",
            "marc-andre.lamberque@example.org",
            ((9, 10), (92, 4), (17, 15)),
            "ports",
        ),
        S(
            6,
            "Un médiateur numérique par canton rendrait plus de services qu'une application.",
            "dalila.lourmaret@example.org",
            ((28, 22), (20, 18), (97, 2)),
            "vallees",
        ),
        S(
            7,
            "Un stage payé devrait exister dans chaque filière numérique de la région.",
            "nadia.bellavoine@example.org",
            ((95, 3), (68, 18), (80, 13)),
            "talents",
        ),
        S(
            8,
            "Nous devrions héberger nos données publiques sur des machines installées ici.",
            "simon.ventabrin@example.org",
            ((68, 19), (90, 5), (66, 22)),
            "ports",
        ),
        S(
            9,
            "Les usages suivront d'eux-mêmes quand les réseaux seront là.",
            "lucas.cornillas@example.org",
            ((6, 8), (88, 7), (11, 12)),
        ),
        S(
            10,
            "Une salle de télétravail dans chaque bourg ferait revenir des familles.",
            "agathe.vitrollin@example.org",
            ((22, 20), (16, 18), (95, 3)),
            "vallees",
        ),
        S(
            11,
            "La commande d'une grande entreprise vaut mieux, pour débuter, qu'une subvention.",
            "felix.belcastre@example.org",
            ((79, 12), (83, 10), (70, 20)),
            "pousses",
        ),
        S(
            12,
            "Les ports devraient ouvrir leurs données d'escale à qui sait en faire usage.",
            "marc-andre.lamberque@example.org",
            ((74, 18), (86, 9), (71, 23)),
            "ports",
        ),
        S(
            13,
            "Former des personnes en reconversion est plus utile que bâtir un technopôle.",
            "nadia.bellavoine@example.org",
            ((95, 3), (12, 11), (21, 16)),
            "talents",
        ),
        S(
            14,
            "Un dossier d'aide devrait tenir en deux pages et recevoir réponse en un mois.",
            "rosalie.puyricaud@example.org",
            ((89, 8), (85, 10), (88, 9)),
            "pousses",
        ),
        S(
            15,
            "Les vallées devraient recevoir une part fixe des crédits, quel que soit leur nombre.",
            "hugo.vauclares@example.org",
            ((14, 16), (6, 10), (96, 2)),
            "vallees",
        ),
        S(
            16,
            "Il faut un grand centre de calcul régional, même si peu d'équipes s'en servent.",
            None,
            ((10, 12), (84, 9), (8, 12)),
            "ports",
        ),
        S(
            17,
            "Chaque école devrait confier un vrai projet d'une association à ses étudiants.",
            "marion.contesse-vial@example.org",
            ((90, 7), (59, 25), (84, 12)),
            "talents",
        ),
        S(
            18,
            "Les aînés doivent pouvoir faire leurs démarches avec quelqu'un à leurs côtés.",
            "dalila.lourmaret@example.org",
            ((84, 11), (73, 18), (98, 1)),
            "vallees",
        ),
        S(
            19,
            "Les jeunes pousses qui partent ailleurs devraient rembourser les aides reçues.",
            "romane.tendaro@example.org",
            ((11, 14), (64, 17), (70, 16)),
            "pousses",
        ),
        S(
            20,
            "Un câble sous-marin de plus nous rendrait plus forts que cent ateliers.",
            "lucas.cornillas@example.org",
            ((4, 8), (80, 11), (6, 11)),
            "ports",
        ),
        S(
            21,
            "Le numérique doit d'abord réduire nos déplacements et nos dépenses d'énergie.",
            None,
            ((27, 22), (24, 20), (90, 6)),
        ),
        S(
            22,
            "Les entreprises devraient prêter leurs experts aux lycées deux heures par mois.",
            "samira.kermela@example.org",
            ((88, 8), (60, 20), (81, 13)),
            "talents",
        ),
        S(
            23,
            "Un guichet unique du littoral suffit si l'on peut l'appeler de partout.",
            None,
            ((80, 11), (75, 14), (5, 6)),
        ),
        S(
            24,
            "Les promesses faites ici devraient être relues en public tous les trois mois.",
            "mireille.allauchel@example.org",
            ((82, 13), (78, 15), (87, 10)),
        ),
    ),
)
