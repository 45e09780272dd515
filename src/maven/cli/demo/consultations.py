"""Three consultations, two closed and one open, with the opinions planted in each statement.

Positions are (agree, pass) in per cent for the families A (talents and schools), B (infrastructure)
and C (valleys); what remains disagrees.
"""

from maven.cli.demo.shapes import DemoConsultation, DemoStatement

S = DemoStatement

ACT_TOGETHER = DemoConsultation(
    key="agir-ensemble",
    question="Qu'est-ce qui nous aiderait à agir ensemble ?",
    intro="Quatorze idées lues et entendues au départ. Dites ce que vous pensez de chacune.",
    opened=-108,
    closes=-86,
    closed=-86,
    answers=48,
    statements=(
        S(
            1,
            "Nous gagnerions du temps si un agenda commun annonçait toutes les rencontres.",
            None,
            ((88, 8), (84, 11), (86, 9)),
        ),
        S(
            2,
            "Les jeunes formés ici repartent faute d'avoir rencontré nos entreprises à temps.",
            None,
            ((93, 4), (74, 17), (78, 14)),
            "talents",
        ),
        S(
            3,
            "Il y a déjà trop de réseaux : mieux vaut en fermer que d'en ouvrir un de plus.",
            None,
            ((22, 14), (70, 14), (66, 18)),
        ),
        S(
            4,
            "Une stratégie régionale qui commence par le littoral finira sur le littoral.",
            None,
            ((26, 20), (12, 14), (95, 3)),
            "vallees",
        ),
        S(
            5,
            "Les données produites dans nos ports devraient rester utilisables par tous ici.",
            None,
            ((76, 17), (88, 7), (73, 20)),
            "ports",
        ),
        S(
            6,
            "Sans équipements neufs, tout le reste restera des paroles.",
            None,
            ((8, 12), (91, 5), (14, 14)),
        ),
        S(
            7,
            "Une jeune entreprise d'ici trouve plus vite un client loin d'ici que chez nous.",
            None,
            ((82, 12), (75, 16), (71, 21)),
            "pousses",
        ),
        S(
            8,
            "La région devrait choisir deux filières d'excellence et s'y tenir dix ans.",
            None,
            ((14, 14), (86, 8), (9, 11)),
        ),
        S(
            9,
            "Chaque structure peut accueillir au moins une personne en reconversion par an.",
            None,
            ((90, 6), (51, 25), (70, 17)),
            "talents",
        ),
        S(
            10,
            "Les décisions devraient se prendre là où vivent les personnes concernées.",
            None,
            ((27, 20), (22, 18), (94, 4)),
        ),
        S(
            11,
            "Les chercheurs et les entreprises ne se parlent qu'au moment des appels à projets.",
            None,
            ((78, 14), (72, 18), (58, 34)),
        ),
        S(
            12,
            "Nos achats publics sont la première aide à donner aux jeunes entreprises.",
            None,
            ((84, 10), (79, 12), (82, 12)),
            "pousses",
        ),
        S(
            13,
            "Former des adultes presse davantage que raccorder de nouvelles zones d'activité.",
            None,
            ((94, 4), (10, 10), (19, 14)),
        ),
        S(
            14,
            "Chaque engagement pris devrait être public, avec un nom et une date.",
            None,
            ((77, 14), (73, 15), (81, 12)),
        ),
    ),
)

KEEP_TALENT = DemoConsultation(
    key="garder-les-talents",
    question="Comment garder ici celles et ceux que nous formons ?",
    intro="Douze idées de l'atelier « Former, mais pour quels métiers ? ». Deux minutes suffisent.",
    opened=-46,
    closes=-31,
    closed=-31,
    answers=83,
    statements=(
        S(
            1,
            "Un stage payé dans chaque filière vaut mieux qu'un salon de l'emploi de plus.",
            "nadia.bellavoine@example.org",
            ((94, 3), (71, 17), (82, 12)),
            "talents",
        ),
        S(
            2,
            "Les entreprises devraient dire leurs besoins de métiers deux ans à l'avance.",
            "marion.contesse-vial@example.org",
            ((88, 8), (24, 18), (28, 20)),
            "talents",
        ),
        S(
            3,
            "Le loyer décide du départ des jeunes diplômés plus que le salaire.",
            None,
            ((82, 10), (30, 20), (22, 20)),
        ),
        S(
            4,
            "Une formation sur trois devrait pouvoir se suivre sans quitter sa vallée.",
            "agathe.vitrollin@example.org",
            ((30, 20), (16, 17), (97, 2)),
            "vallees",
        ),
        S(
            5,
            "Un grand centre de données attirerait plus de talents que dix écoles.",
            "lucas.cornillas@example.org",
            ((5, 8), (84, 9), (8, 12)),
            "ports",
        ),
        S(
            6,
            "Chaque personne recrutée devrait être accueillie par un parrain ou une marraine.",
            "perrine.peonard@example.org",
            ((86, 9), (74, 17), (83, 12)),
            "talents",
        ),
        S(
            7,
            "Le télétravail permet de garder au pays des gens que le littoral emploie.",
            "hugo.vauclares@example.org",
            ((52, 22), (48, 24), (95, 3)),
            "vallees",
        ),
        S(
            8,
            "Mieux vaut attirer dix experts de l'extérieur que former cent débutants.",
            None,
            ((5, 7), (78, 12), (8, 10)),
        ),
        S(
            9,
            "Les enseignants devraient passer une semaine par an dans une entreprise d'ici.",
            "samira.kermela@example.org",
            ((79, 13), (77, 15), (70, 22)),
            "talents",
        ),
        S(
            10,
            "Les filles quittent la filière au lycée : c'est là qu'il faut agir d'abord.",
            "marion.contesse-vial@example.org",
            ((92, 5), (66, 24), (79, 15)),
            "talents",
        ),
        S(
            11,
            "Un diplôme obtenu en médiation numérique devrait ouvrir un poste durable.",
            "dalila.lourmaret@example.org",
            ((34, 24), (17, 20), (96, 3)),
            "vallees",
        ),
        S(
            12,
            "Qui a été aidé à s'installer ici devrait aider à son tour la personne suivante.",
            None,
            ((83, 12), (76, 16), (85, 11)),
        ),
    ),
)
