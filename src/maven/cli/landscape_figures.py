"""The opinion landscape of a file as numbers for a program."""

from collections.abc import Sequence
from time import perf_counter
from typing import Any

from maven import __version__
from maven.cli.ballots import Ballots, Key
from maven.method.alignment import Alignment, alignment
from maven.method.landscape import Landscape, landscape
from maven.method.landscape.polis import PolisLandscape, polis_landscape
from maven.method.landscape.standing import Consensus, Standing, Trait
from maven.method.plain import plain
from maven.method.votes import Votes

type Found = Landscape | PolisLandscape

LETTERS = "ABCDEFGHIJ"
SIDES = {1: "agree", -1: "disagree"}
SURE = 1.6449  # one-sided 95 %
POLIS = "polis"


def figures(
    ballots: Ballots,
    *,
    mode: str,
    seed: int,
    clustered: Sequence[Key] | None = None,
    left_out: frozenset[Key] = frozenset(),
) -> dict[str, Any]:
    """What `maven landscape --json` prints."""
    started = perf_counter()
    selected = ballots.accepted - ballots.meta - left_out
    # The server lists no statement before its first vote.
    votes = ballots.votes(listed=mode != POLIS)
    if mode == POLIS:
        found, some = as_polis(ballots, votes, clustered, left_out)
    else:
        found, some = as_maven(votes, selected, clustered, seed)
    measured = measured_alignment(votes, found, selected, seed)
    rows = [one for one in found.standings if one.selected or mode == POLIS]
    return {
        "participants": len(votes.participants),
        "statements": len(votes.statements),
        "votes": len(votes),
        "mode": mode,
        "algorithm": found.algorithm,
        "seed": seed,
        "counted": int(found.counted.sum()),
        **some,
        "groups": groups_of(found),
        "projection": projection_of(found),
        "axes": axes_of(found),
        "consensus": [
            *(consensus_row(one, "agree") for one in found.agreed),
            *(consensus_row(one, "disagree") for one in found.refused),
        ],
        "group_aware_consensus": ranked(rows, "united"),
        "representative": [
            trait_row(group.number, trait) for group in found.groups for trait in group.traits
        ],
        "divisive": divisive_of(found),
        "priority": ranked(rows, "priority"),
        "alignment": {
            "value": measured.overall,
            "low": measured.low,
            "high": measured.high,
            "between": measured.between,
            "statements": measured.counted,
            "people": measured.people,
        },
        "seconds": perf_counter() - started,
        "version": __version__,
    }


def as_maven(
    votes: Votes, selected: frozenset[Key], clustered: Sequence[Key] | None, seed: int
) -> tuple[Found, dict[str, Any]]:
    found = landscape(votes, seed=seed, selected=selected, clustered=clustered)
    return found, {
        "enough": found.enough,
        "missing": plain(found.missing) if found.missing else None,
        "stability": found.stability,
        "silhouette": found.silhouette,
    }


def as_polis(
    ballots: Ballots,
    votes: Votes,
    clustered: Sequence[Key] | None,
    left_out: frozenset[Key],
) -> tuple[Found, dict[str, Any]]:
    """As the server does; the seeds of its groups are the first to arrive."""
    found = polis_landscape(
        votes,
        clustered=clustered,
        left_out=(ballots.refused | left_out) - ballots.meta,
        meta=ballots.meta,
        arrivals=ballots.first_come(),
    )
    tried = [{"groups": groups, "value": value} for groups, value in found.silhouettes]
    return found, {
        "enough": len(found.groups) > 1,
        "missing": None,
        "stability": None,
        "silhouette": max((one["value"] for one in tried), default=None),
        "silhouettes": tried,
    }


def measured_alignment(
    votes: Votes, found: Found, selected: frozenset[Key], seed: int
) -> Alignment:
    families = found.group_of if found.groups else None
    return alignment(votes, group_of=families, selected=selected, seed=seed)


def groups_of(found: Found) -> list[dict[str, Any]]:
    members: dict[int, list[Key]] = {group.number: [] for group in found.groups}
    for participant, number in zip(found.participants, found.group_of.tolist(), strict=True):
        if number in members:
            members[number].append(participant)
    return [
        {
            "id": group.number,
            "letter": LETTERS[group.number],
            "size": group.size,
            "centre": list(group.centre),
            "members": members[group.number],
        }
        for group in found.groups
    ]


def projection_of(found: Found) -> list[dict[str, Any]]:
    """Everybody who answered, those who do not count too: their group is none."""
    grouped = found.group_of.tolist() if found.groups else [-1] * len(found.participants)
    rows = zip(found.participants, found.positions.tolist(), grouped, strict=True)
    return [
        {"participant": participant, "x": x, "y": y, "group": None if group < 0 else group}
        for participant, (x, y), group in rows
    ]


def axes_of(found: Found) -> dict[str, Any]:
    return {
        "explained": list(found.explained),
        "centre": [
            {"statement": statement, "value": value}
            for statement, value in zip(found.statements, found.centre.tolist(), strict=True)
        ],
        "components": found.components.tolist(),
        "extremity": [
            {"statement": one.statement, "value": one.extremity, "x": one.x, "y": one.y}
            for one in found.standings
        ],
    }


def consensus_row(one: Consensus, side: str) -> dict[str, Any]:
    return {
        "statement": one.statement,
        "side": side,
        "share": one.share,
        "z": one.z,
        "count": one.count,
        "seen": one.seen,
    }


def trait_row(group: int, trait: Trait) -> dict[str, Any]:
    return {
        "group": group,
        "statement": trait.statement,
        "side": SIDES[trait.side],
        "share": trait.share,
        "ratio": trait.ratio,
        "z": trait.z_others,
        "z_half": trait.z,
        "count": trait.count,
        "seen": trait.seen,
    }


def ranked(rows: Sequence[Standing], name: str) -> list[dict[str, Any]]:
    """The largest first, in the order of the statements when equal."""
    order = sorted(rows, key=lambda one: -getattr(one, name))
    return [
        {"statement": one.statement, "value": getattr(one, name), "selected": one.selected}
        for one in order
    ]


def divisive_of(found: Found) -> list[dict[str, Any]]:
    """Nothing divides one group."""
    if len(found.groups) < 2:
        return []
    rows = [one for one in found.standings if one.selected]
    return [
        {
            "statement": one.statement,
            "value": one.divisiveness,
            "z": one.divisiveness_z,
            "sure": one.divisiveness_z > SURE,
        }
        for one in sorted(rows, key=lambda one: -one.divisiveness)
    ]
