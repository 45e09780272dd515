"""The palette's contrasts, computed again from the style sheet."""

import re
from pathlib import Path

import pytest

from maven import ui

CSS = Path(ui.__file__).parent / "static" / "ui" / "css"
TOKENS = (CSS / "tokens.css").read_text()


def blocks():
    found = re.findall(r":root([^{]*)\{([^{}]*)\}", TOKENS)
    palettes = [dict(re.findall(r"--([\w-]+): (#[0-9A-Fa-f]{6})", body)) for _sel, body in found]
    light, system_dark, chosen_dark = palettes
    return light, system_dark, chosen_dark


LIGHT, SYSTEM_DARK, DARK = blocks()

TEXT = [
    *(
        (word, ground)
        for word in ("ink", "ink-2", "sea", "tile", "olive", "fig")
        for ground in ("paper", "card")
    ),
    *((word, ground) for word in ("ink", "ink-2") for ground in ("sand", "sea-soft", "sun-soft")),
    ("ink", "tile-soft"),
    ("ink", "olive-soft"),
    ("ink", "fig-soft"),
    ("sea", "sea-soft"),
    ("tile", "tile-soft"),
    ("olive", "olive-soft"),
    ("fig", "fig-soft"),
    ("sun-ink", "sun-soft"),
    ("on-sea", "sea"),
    ("on-sea", "sea-h"),
    ("on-sun", "sun"),
    ("paper", "ink"),
    ("on-mark", "sea"),
    ("on-mark", "tile"),
    ("on-mark", "olive"),
    ("on-mark", "fig"),
    ("on-mark", "lagoon"),
    ("lagoon", "paper"),
    ("lagoon", "card"),
]
DRAWN = [
    ("line-2", "paper"),
    ("line-2", "card"),
    ("line-2", "sand"),
    ("lagoon", "sand"),
    ("sea", "sand"),
]


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("word", "ground"), TEXT)
def test_text_is_read_by_everybody(palette, word, ground):
    assert contrast(palette[word], palette[ground]) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("stroke", "ground"), DRAWN)
def test_the_edges_of_controls_and_charts_are_seen(palette, stroke, ground):
    assert contrast(palette[stroke], palette[ground]) >= 3


def test_the_table_of_the_design_still_holds():
    assert round(contrast(LIGHT["ink"], LIGHT["paper"]), 2) == 12.97
    assert round(contrast(LIGHT["sea"], LIGHT["card"]), 2) == 7.50
    assert round(contrast(LIGHT["tile"], LIGHT["paper"]), 2) == 5.41
    assert round(contrast(DARK["ink"], DARK["paper"]), 2) == 15.09


def test_the_night_of_the_system_and_the_chosen_night_are_the_same():
    assert SYSTEM_DARK == DARK


def test_every_colour_of_a_component_is_a_token():
    told = []
    for path in [*CSS.glob("*.css"), *CSS.glob("components/*.css")]:
        if path.name in {"tokens.css", "print.css"}:
            continue
        told += [(path.name, c) for c in re.findall(r"#[0-9A-Fa-f]{3,8}\b", path.read_text())]
    assert told == []


def test_every_token_that_is_used_is_declared():
    declared = set(re.findall(r"--([\w-]+):", TOKENS)) | {"c"}
    used = {
        name
        for path in CSS.rglob("*.css")
        for name in re.findall(r"var\(--([\w-]+)", path.read_text())
    }
    assert used <= declared
