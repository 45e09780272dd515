"""Charts as plain functions: numbers in, SVG out.

Colours and strokes come from classes, positions from attributes; nothing is drawn by `style=`.
Each chart stands beside a sentence that says the same.
"""

from maven.ui.charts.bars import (
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
from maven.ui.charts.dot_plot import dot_plot
from maven.ui.charts.landscape import TONES, Family, landscape_map
from maven.ui.charts.sentences import (
    answers_sentence,
    dots_sentence,
    landscape_sentence,
    state_sentence,
)
from maven.ui.charts.trend import Moment, trend
from maven.ui.charts.waves import PhaseMark, SprintWave, progress_waves

__all__ = [
    "TONES",
    "ChainStep",
    "Family",
    "Moment",
    "Need",
    "PhaseMark",
    "SprintWave",
    "answers_sentence",
    "chain_bars",
    "dot_plot",
    "dots_sentence",
    "landscape_map",
    "landscape_sentence",
    "meter",
    "need_bars",
    "progress",
    "progress_waves",
    "signature",
    "stacked_bar",
    "state_sentence",
    "trend",
    "unit_dots",
]
