"""A small export in the shape of Polis, made here: two families of opinions over ten ideas."""

import csv
import random
from pathlib import Path

IDEAS = [
    "Un lieu commun où se croisent chercheurs et entreprises.",
    "Un stage payé dans chaque filière.",
    "La fibre dans toutes les zones d'activité.",
    "Un médiateur numérique par canton.",
    "Réserver une part des marchés aux petites entreprises.",
    "Ouvrir les données des ports.",
    "Un atelier de fabrication dans chaque lycée.",
    "Un fonds pour les premières commandes.",
    "Former les agents publics aux données.",
    "Un agenda partagé de toutes les rencontres.",
]


def write(folder, people=40):
    folder = Path(folder)
    chance = random.Random(2014)
    with (folder / "comments.csv").open("w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out)
        rows.writerow(
            [
                "timestamp",
                "datetime",
                "comment-id",
                "author-id",
                "agrees",
                "disagrees",
                "moderated",
                "comment-body",
            ]
        )
        for number, idea in enumerate(IDEAS):
            rows.writerow([1400000000000 + number, "", number, 0, 0, 0, 1, idea])
    with (folder / "votes.csv").open("w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out)
        rows.writerow(["timestamp", "datetime", "comment-id", "voter-id", "vote"])
        for person in range(people):
            for number in range(len(IDEAS)):
                side = 1 if number < 3 or (number % 2 == person % 2) else -1
                vote = side if chance.random() < 0.88 else chance.choice([-1, 0, 1])
                rows.writerow([1400000100000 + person, "", number, person, vote])
    return folder
