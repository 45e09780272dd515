import csv
import gzip
import json
import os
from pathlib import Path

import numpy as np
import pytest

from maven.method.coverage import Kind
from maven.method.votes import votes_of


def published_data():
    """The folder of published references: as named, or `shared/data` beside the project."""
    named = os.environ.get("MAVEN_REFERENCE_DATA")
    folder = Path(named) if named else Path(__file__).parents[3] / "shared" / "data"
    return folder if folder.is_dir() else None


DATA = published_data()
needs_data = pytest.mark.skipif(DATA is None, reason="the published references are not here")


@pytest.fixture(scope="session")
def vtaiwan():
    folder = DATA / "polis-opendata" / "vtaiwan.uberx"
    with gzip.open(folder / "votes.csv.gz", "rt") as file:
        rows = list(csv.DictReader(file))
    with open(folder / "comments.csv") as file:
        moderated = {int(row["comment-id"]): int(row["moderated"]) for row in csv.DictReader(file)}
    with open(folder / "participants-groups.csv") as file:
        groups = {int(row["participant"]): row["group-id"] for row in csv.DictReader(file)}
    votes = votes_of((int(r["voter-id"]), int(r["comment-id"]), int(r["vote"])) for r in rows)
    return votes, moderated, groups


@pytest.fixture(scope="session")
def catalogue():
    with open(DATA / "activity-catalogue.csv") as file:
        return tuple(
            Kind(
                slug=row["slug"],
                days=float(row["effort_p50_pd"]),
                convergence=float(row["convergence"]),
                measure=float(row["measure"]),
                engage=float(row["engage"]),
                connect_qty=float(row["connect_qty"]),
                connect_quality=float(row["connect_quality"]),
                people_min=int(row["n_min"]),
                trust_min=float(row["trust_min"]),
                maturity_min=float(row["maturity_min"]),
                arc=tuple(row["arc"].split()),
            )
            for row in csv.DictReader(file)
        )


def server_reference(name):
    folder = DATA / "polis-server-math" / name

    def read(part):
        with gzip.open(folder / f"{part}.json.gz") as file:
            return json.load(file)

    raw = sorted(read("votes"), key=lambda vote: float(vote["modified"]))
    triples = [
        (
            int(vote.get("participant_id", vote.get("pid"))),
            int(vote.get("statement_id", vote.get("tid"))),
            int(vote["vote"]),
        )
        for vote in raw
    ]
    arrivals = list(dict.fromkeys(participant for participant, _, _ in triples))
    return votes_of(triples), read("math-pca2"), arrivals


def planted(sizes=(20, 15, 12), statements=24, answered=16, noise=0.1, seed=7):
    """A community of known groups, each with a taste from which its members stray a little."""
    chance = np.random.default_rng(seed)
    taste = np.sign(chance.normal(size=(len(sizes), statements)))
    triples, group = [], []
    for number, size in enumerate(sizes):
        for _ in range(size):
            person = len(group)
            group.append(number)
            for statement in chance.choice(statements, answered, replace=False):
                stray = -1 if chance.random() < noise else 1
                triples.append((person, int(statement), int(taste[number, statement]) * stray))
    return triples, np.array(group)
