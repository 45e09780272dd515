"""Sprint 2 of the demonstration: laboratories and companies visit one another."""

from maven.cli.demo.cast import (
    AGATHE,
    DALILA,
    FELIX,
    HELENE,
    INES,
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
        "Ouvrir la consultation à toute la région\n"
        "Écrire les premières fiches-action\n"
        "Tenir une rencontre à Draguignan plutôt que sur la côte"
    ),
    words=(
        "Quatorze livrables, et les premières visites entre laboratoires et entreprises. "
        "L'accord monte sur les talents. L'argent et les contraintes restent peu connus."
    ),
    closed=-29,
)
