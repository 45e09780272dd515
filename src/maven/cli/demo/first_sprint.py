"""Sprint 1 of the demonstration: the community meets."""

from maven.cli.demo.cast import (
    DALILA,
    FELIX,
    HELENE,
    HUGO,
    INES,
    MARION,
    NADIA,
    PERRINE,
    SAMIRA,
    SIMON,
    YANIS,
)
from maven.cli.demo.shapes import DemoActivity, DemoDeliverable, DemoSprint, DemoTension

A, D, T = DemoActivity, DemoDeliverable, DemoTension

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
        "Mesurer ce que pensent les jeunes formés ici\n"
        "Une première mise en relation entre laboratoires et entreprises\n"
        "Un apéro à Toulon"
    ),
    words=(
        "La communauté s'est rencontrée. Elle sait ce qu'elle cherche sur les talents, moins sur "
        "les trois autres causes. Les vallées et la recherche restent à rejoindre."
    ),
    closed=-50,
)
