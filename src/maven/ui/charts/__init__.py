"""Charts as plain functions: numbers in, SVG out.

Colours and strokes come from classes, positions from attributes; nothing is drawn by `style=`.
Each chart stands beside a sentence that says the same.
"""

from .bars import (
    ChainStep,
    Need,
    chain_bars,
    meter,
    need_bars,
    progress,
    signature,
    stacked_bar,
    unit_dots,
)
from .dot_plot import dot_plot
from .landscape import TONES, Family, landscape_map
from .waves import PhaseMark, SprintWave, progress_waves

__all__ = [
    "TONES",
    "ChainStep",
    "Family",
    "Need",
    "PhaseMark",
    "SprintWave",
    "chain_bars",
    "dot_plot",
    "landscape_map",
    "meter",
    "need_bars",
    "progress",
    "progress_waves",
    "signature",
    "stacked_bar",
    "unit_dots",
]
