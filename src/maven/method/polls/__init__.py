"""What does a poll say of the whole community, how sure is it, and what may be shown of it?

`rake` weighs those who answered so that they look like the community; `weighted_share` reads an answer
with these weights, with its interval; `paired_change` compares two polls of the same people;
`withheld` says which counts may be shown so that nobody is found in them, not even by subtraction.

An open link is not a random sample, whatever the weights: the pages say "self-selected" beside it.
"""

from maven.method.polls.changes import NobodyAnsweredBoth, PairedChange, paired_change
from maven.method.polls.margins import NobodyRepresents, NotAPoll, OutOfReach, TotalsDiffer
from maven.method.polls.raking import Raking, Weighting, design_effect, rake
from maven.method.polls.shares import WeightedShare, weighted_share
from maven.method.polls.withholding import (
    K_EXPORT,
    K_SCREEN,
    NotATableOfCounts,
    Withheld,
    withheld,
)

__all__ = [
    "K_EXPORT",
    "K_SCREEN",
    "NobodyAnsweredBoth",
    "NobodyRepresents",
    "NotAPoll",
    "NotATableOfCounts",
    "OutOfReach",
    "PairedChange",
    "Raking",
    "TotalsDiffer",
    "WeightedShare",
    "Weighting",
    "Withheld",
    "design_effect",
    "paired_change",
    "rake",
    "weighted_share",
    "withheld",
]
