"""The mission of the demonstration, its preparation, its causes and its champions."""

from maven.cli.demo.shapes import (
    DemoCause,
    DemoChampion,
    DemoMission,
    DemoQuantity,
    DemoStep,
)

CLAIRE = "claire.morvalan@example.org"
YANIS = "yanis.delperier@example.org"
HELENE = "helene.cassagnol@example.org"

MISSION = DemoMission(
    name="Le numérique en commun",
    slug="le-numerique-en-commun",
    territory="Provence-Alpes-Côte d'Azur",
    question=(
        "Nos entreprises, nos écoles, nos laboratoires et nos communes font déjà beaucoup pour le "
        "numérique, mais chacun de son côté. Quelles causes communes pouvons-nous servir "
        "ensemble, et qui s'engage à les porter au-delà de cette mission ?"
    ),
    sponsor_name="Agglomération du Golfe des Mimosas, avec onze collectivités de la région",
    group_name="Groupe de travail numérique (GTN)",
    language="fr",
    sprint_days=21,
    launched=-118,
    handed_over=76,
)

STEPS = (
    DemoStep(
        "A",
        "framing",
        "Cadrer les objectifs avec le commanditaire",
        "Deux séances. Trois objectifs retenus : relier, s'engager, durer après la mission.",
        -114,
        CLAIRE,
    ),
    DemoStep(
        "A",
        "briefing",
        "Recevoir la connaissance du contexte",
        "Une journée avec les services : dispositifs en cours, calendrier, sujets sensibles.",
        -112,
        YANIS,
    ),
    DemoStep(
        "A",
        "earlier-deliverables",
        "Relire les livrables de la phase 1",
        "Deux documents relus. Quatre passages repris, quatorze idées mises en consultation.",
        -109,
        HELENE,
    ),
    DemoStep(
        "A",
        "sponsor-interviews",
        "Rencontrer les commanditaires un par un",
        "Trois entretiens. Attente commune : des suites visibles, et des réponses écrites.",
        -102,
        CLAIRE,
    ),
    DemoStep(
        "A",
        "causes",
        "Nommer les causes",
        "Trois causes rassemblent tout le monde. La quatrième vient des vallées, et elle manquait.",
        -84,
        CLAIRE,
    ),
    DemoStep(
        "A",
        "champions",
        "Repérer et solliciter les champions naturels",
        "Trois réponses favorables. Pour les vallées, personne encore : on continue de chercher.",
        -79,
        HELENE,
    ),
    DemoStep(
        "B",
        "inventory",
        "Faire l'inventaire de l'existant",
        "27 canaux recensés : lettres, groupes, blogs, agendas, listes de diffusion.",
        -95,
        YANIS,
    ),
    DemoStep(
        "B",
        "reuse-diagnosis",
        "Décider de ce qui peut resservir",
        "12 à garder, 6 à relancer, 5 à réunir, 4 à fermer avec l'accord de leurs auteurs.",
        -90,
        YANIS,
    ),
    DemoStep(
        "B",
        "missing-links",
        "Créer les maillons manquants",
        "Une lettre hebdomadaire et un agenda commun : ils n'existaient pas.",
        -83,
        HELENE,
    ),
    DemoStep(
        "B",
        "connections",
        "Inviter dans les groupes et les listes",
        "312 invitations envoyées, avec le nom de qui invite et le moyen de refuser.",
        -78,
        HELENE,
    ),
    DemoStep(
        "C",
        "toolbox",
        "Présenter la boîte à outils",
        "43 personnes à Aix-en-Provence. Chaque table a essayé deux activités.",
        -74,
        CLAIRE,
    ),
    DemoStep(
        "C",
        "backlog",
        "Ouvrir la réserve d'actions",
        "Quatorze actions écrites par les tables, relues à voix haute, neuf gardées.",
        -74,
        CLAIRE,
    ),
    DemoStep(
        "C",
        "first-actions",
        "Choisir les premières actions",
        "Le premier sprint est choisi en quarante minutes, avec deux réserves notées.",
        -74,
        YANIS,
    ),
)

CAUSES = (
    DemoCause(
        "talents",
        "Former et garder les talents ici",
        "Que toute personne formée au numérique dans la région y trouve un stage, un emploi et "
        "l'envie de rester.",
        -84,
        (("agir-ensemble", 2), ("agir-ensemble", 9)),
    ),
    DemoCause(
        "ports",
        "Ports et données : relier sans dépendre",
        "Que les données des ports et des entreprises circulent entre nous, sur des moyens que "
        "nous maîtrisons.",
        -84,
        (("agir-ensemble", 5),),
    ),
    DemoCause(
        "pousses",
        "Faire grandir les jeunes pousses au pays",
        "Qu'une jeune entreprise trouve ici son premier client, son premier financement et ses "
        "premières salles.",
        -84,
        (("agir-ensemble", 7), ("agir-ensemble", 12)),
    ),
    DemoCause(
        "vallees",
        "Vallées connectées",
        "Que vivre loin du littoral n'éloigne plus de l'emploi, du soin ni de l'école numériques.",
        -83,
        (("agir-ensemble", 4),),
    ),
)

CHAMPIONS = (
    DemoChampion("talents", "nadia.bellavoine@example.org", -83, -82),
    DemoChampion("ports", "marc-andre.lamberque@example.org", -83, -80),
    DemoChampion("pousses", "ines.tassigner@example.org", -82, -79),
    DemoChampion("vallees", "hugo.vauclares@example.org", -6, None),
)

QUANTITIES = (
    DemoQuantity(1, "consultation-publique", 1, 1),
    DemoQuantity(2, "entretien-individuel", 5, 10),
    DemoQuantity(3, "conference", 2, 2),
    DemoQuantity(4, "billet-blog", 10, 15),
    DemoQuantity(5, "atelier-thematique", 5, 5),
    DemoQuantity(6, "apero-meetup", 3, 5),
    DemoQuantity(7, "matchmaking", 3, 5),
    DemoQuantity(8, "sondage-opinion", 2, 2),
)
