"""Sprints 1 and 2 of the demonstration."""

from maven.cli.demo.shapes import DemoActivity, DemoDeliverable, DemoSprint, DemoTension

A, D, T = DemoActivity, DemoDeliverable, DemoTension

NADIA = "nadia.bellavoine@example.org"
MARC = "marc-andre.lamberque@example.org"
INES = "ines.tassigner@example.org"
HUGO = "hugo.vauclares@example.org"
JOEL = "joel.pontevaux@example.org"
SAMIRA = "samira.kermela@example.org"
DALILA = "dalila.lourmaret@example.org"
PERRINE = "perrine.peonard@example.org"
MARION = "marion.contesse-vial@example.org"
SIMON = "simon.ventabrin@example.org"
AGATHE = "agathe.vitrollin@example.org"
ROMANE = "romane.tendaro@example.org"
FELIX = "felix.belcastre@example.org"
YANIS = "yanis.delperier@example.org"
HELENE = "helene.cassagnol@example.org"

FIRST = DemoSprint(
    number=1,
    starts=-71,
    ends=-50,
    capacity_days=14,
    activities=(
        A(
            "atelier-thematique",
            "Atelier « Former, mais pour quels métiers ? »",
            4.5,
            "La cause des talents réunit déjà les trois familles : elle peut passer au concret.",
            -61,
            5.0,
        ),
        A(
            "apero-meetup",
            "Apéro meetup à Nice",
            1.75,
            "Peu de membres se connaissent d'une ville à l'autre.",
            -56,
            1.5,
        ),
        A(
            "entretien-individuel",
            "Entretien avec une directrice de campus",
            1.0,
            "Comprendre ce qui décide un élève à partir.",
            -66,
            1.0,
        ),
        A(
            "entretien-individuel",
            "Entretien avec un armateur",
            1.0,
            "Comprendre ce qui retient les ports d'ouvrir leurs données.",
            -64,
            1.25,
        ),
        A(
            "entretien-individuel",
            "Entretien avec une maire de vallée",
            1.0,
            "La famille des vallées n'avait pas encore été entendue chez elle.",
            -58,
            1.25,
        ),
        A(
            "billet-blog",
            "Billet : « Quatre causes, et pas quarante »",
            0.5,
            "Dire au plus grand nombre d'où viennent les causes.",
            -68,
            0.5,
        ),
        A(
            "billet-blog",
            "Billet : « Ce que dit une directrice de campus »",
            0.5,
            "Faire circuler le premier entretien.",
            -61,
            0.75,
        ),
        A(
            "billet-blog",
            "Billet : « L'apéro de Nice, en trois rencontres »",
            0.5,
            "Donner envie de venir au suivant.",
            -53,
            0.5,
        ),
        A(
            "reseautage-impromptu",
            "Quinze minutes pour se connaître, avant l'atelier",
            0.25,
            "L'activité la plus courte qui crée des rencontres.",
            -61,
            0.25,
        ),
    ),
    deliverables=(
        D("Compte rendu de l'atelier « Former, mais pour quels métiers ? »", -58, NADIA, 0),
        D("Liste de 31 métiers recherchés par 18 entreprises", -57, MARION, 0),
        D("Trois récits d'entretiens relus par les personnes", -55, HELENE, 3),
        D("Carnet d'adresses des services de stages", -54, PERRINE, 0),
        D("Premier agenda commun des rencontres", -66, YANIS),
        D("Trois billets publiés", -53, HELENE, 5),
        D("Liste des 22 salles prêtées par les membres", -52, INES),
        D("Charte d'accueil des stagiaires, première version", -51, SAMIRA, 0),
        D("Photos et mots de l'apéro de Nice", -54, FELIX, 1),
    ),
    likes=(
        "Des gens qui ne se parlaient pas ont échangé leurs numéros.",
        "L'atelier a fini à l'heure, avec une liste utilisable.",
        "On m'a demandé mon avis avant de me demander du temps.",
        "L'entretien avec la maire : enfin quelqu'un qui dit les distances en minutes.",
        "Des tables mélangées, pas les habitués entre eux.",
        "Le premier billet tient sur un écran de téléphone.",
        "Je suis venue pour écouter, je suis repartie avec une promesse.",
    ),
    dislikes=(
        "Tout se passe sur le littoral.",
        "Trop de sigles dans la présentation.",
        "Les chercheurs étaient deux sur quarante.",
        "J'ai reçu trois fois la même invitation.",
        "Une heure de route pour quinze minutes de parole.",
        "Les comptes rendus arrivent après la bataille.",
    ),
    tensions=(
        T(
            "Une rencontre sur trois hors du littoral",
            "Trois rencontres, toutes à moins de dix kilomètres de la mer",
            -51,
            HUGO,
            -20,
        ),
        T(
            "Un compte rendu en deux jours",
            "Neuf jours en moyenne pour les trois premiers",
            -51,
            DALILA,
            -34,
        ),
        T(
            "Autant de chercheurs que d'entreprises",
            "Deux chercheurs pour dix-neuf entreprises",
            -50,
            SIMON,
        ),
    ),
    agenda=(
        "Mesurer ce que pensent les jeunes formés ici. Une première mise en relation entre "
        "laboratoires et entreprises. Un apéro à Toulon."
    ),
    words=(
        "La communauté s'est rencontrée. Elle sait ce qu'elle cherche sur les talents, moins sur "
        "les trois autres causes. Les vallées et la recherche restent à rejoindre."
    ),
    closed=-50,
)

SECOND = DemoSprint(
    number=2,
    starts=-50,
    ends=-29,
    capacity_days=16,
    activities=(
        A(
            "sondage-opinion",
            "Sondage « Comment garder celles et ceux que nous formons ? »",
            4.0,
            "L'atelier a produit douze idées : il faut savoir si la communauté les partage.",
            -31,
            4.5,
        ),
        A(
            "conference",
            "Conférence « Ce que d'autres ports ont essayé »",
            3.5,
            "La cause des ports manque d'exemples venus d'ailleurs.",
            -40,
            4.0,
        ),
        A(
            "matchmaking",
            "Matchmaking laboratoires × petites entreprises",
            1.1,
            "Deux chercheurs seulement étaient venus au sprint 1.",
            -38,
            1.25,
        ),
        A(
            "apero-meetup",
            "Apéro meetup à Toulon",
            1.75,
            "Le Var n'avait pas encore eu sa rencontre.",
            -36,
            1.5,
        ),
        A(
            "entretien-individuel",
            "Entretien avec une investisseuse",
            1.0,
            "Savoir ce qui manque aux dossiers des jeunes pousses.",
            -46,
            1.0,
        ),
        A(
            "entretien-individuel",
            "Entretien avec un responsable d'achats publics",
            1.0,
            "Vérifier ce que la commande publique permet déjà.",
            -43,
            1.0,
        ),
        A(
            "entretien-individuel",
            "Entretien avec une médiatrice de canton",
            1.0,
            "Entendre les usages loin des villes.",
            -33,
            1.25,
        ),
        A(
            "billet-blog",
            "Billet : « Trente et un métiers cherchent des mains »",
            0.5,
            "Faire vivre la liste des métiers.",
            -47,
            0.5,
        ),
        A(
            "billet-blog",
            "Billet : « Ce que d'autres ports ont essayé »",
            0.5,
            "Garder une trace de la conférence.",
            -38,
            0.75,
        ),
        A(
            "billet-blog",
            "Billet : « Un labo, une PME, une heure »",
            0.5,
            "Raconter la première mise en relation.",
            -32,
            0.5,
        ),
    ),
    deliverables=(
        D("Résultats du sondage sur les talents, avec leurs tableaux", -30, YANIS, 0),
        D("Enregistrement et résumé de la conférence sur les ports", -37, MARC, 1),
        D("Six premières rencontres labo × entreprise", -36, SIMON, 2),
        D("Première visite croisée labo – PME", -33, NADIA, 2),
        D("Annuaire des financeurs, avec leurs critères en clair", -41, ROMANE, 4),
        D("Note « Ce que la commande publique permet »", -40, INES, 5),
        D("Charte d'accueil des stagiaires, version relue", -39, SAMIRA),
        D("Récit d'une journée de médiation dans un canton", -31, DALILA, 6),
        D("Trois billets publiés", -32, HELENE, 7),
        D("Carte des trajets entre bourgs et lieux numériques", -35, AGATHE),
        D("Modèle de convention de stage partagé", -34, PERRINE),
        D("Liste des données d'escale qui existent déjà", -33, MARC, 1),
        D("Comptes rendus en deux jours : modèle et tour de rôle", -34, FELIX),
        D("Photos et mots de l'apéro de Toulon", -35, INES, 3),
    ),
    likes=(
        "Une heure avec un laboratoire a remplacé six mois de courriels.",
        "Le sondage tient en deux minutes dans le bus.",
        "La conférence a parlé aussi de ce qui a raté.",
        "Les comptes rendus arrivent enfin le lendemain.",
        "J'ai trouvé mon associée à l'apéro de Toulon.",
        "Les engagements sont relus à voix haute : cela change tout.",
        "On voit les trois familles d'avis sans savoir qui a dit quoi.",
        "La note sur la commande publique, en deux pages.",
    ),
    dislikes=(
        "La conférence était trop longue pour ceux qui venaient de loin.",
        "Personne des vallées à la table des ports.",
        "Je ne sais pas ce qu'est devenue mon idée de la première rencontre.",
        "Encore un outil de plus à ouvrir.",
        "Six rencontres, c'est peu pour quarante demandes.",
        "Le sujet de l'argent a été repoussé deux fois.",
    ),
    tensions=(
        T(
            "Que chacun sache ce que devient son idée",
            "Un tiers des idées n'a reçu aucune réponse",
            -30,
            MARION,
            -12,
        ),
        T(
            "Parler d'argent dès le début d'une action",
            "Le financement est venu en dernier dans les quatre ateliers et rencontres",
            -30,
            ROMANE,
        ),
        T(
            "Un champion pour chaque cause",
            "Vallées connectées n'a pas de champion depuis sept semaines",
            -29,
            AGATHE,
        ),
    ),
    agenda=(
        "Ouvrir la consultation à toute la région. Écrire les premières fiches-action. Tenir une "
        "rencontre à Draguignan plutôt que sur la côte."
    ),
    words=(
        "Quatorze livrables, et les premières visites entre laboratoires et entreprises. "
        "L'accord monte sur les talents. L'argent et les contraintes restent peu connus."
    ),
    closed=-29,
)
