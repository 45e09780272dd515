"""What a page weighs, what it may contain, and which icons it uses."""

import gzip
import importlib.util
import re
from pathlib import Path

import pytest

import maven

HOUSE = Path(maven.__file__).parent.parent.parent
SOURCE = HOUSE / "src" / "maven"
STATIC = SOURCE / "ui" / "static" / "ui"
VENDOR = STATIC / "vendor"
TEMPLATES = sorted(SOURCE.glob("*/templates/**/*.html"))


@pytest.fixture(scope="module")
def built():
    spec = importlib.util.spec_from_file_location(
        "build_frontend", HOUSE / "tools" / "build_frontend.py"
    )
    frontend = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(frontend)
    frontend.build()
    return frontend


def packed(*paths):
    return len(gzip.compress(b"".join(path.read_bytes() for path in paths), 9))


def test_the_style_sheet_stays_small(built):
    assert packed(VENDOR / "maven.css") <= 14 * 1024


def test_the_scripts_stay_small(built):
    assert (
        packed(VENDOR / "htmx.min.js", VENDOR / "maven.js", STATIC / "js" / "theme.js") <= 20 * 1024
    )


def test_the_fonts_stay_small(built):
    assert sum(path.stat().st_size for path in VENDOR.glob("*.woff2")) <= 55 * 1024


def test_the_fonts_hold_the_thin_space_and_tabular_figures(built):
    from fontTools.ttLib import TTFont

    for path in VENDOR.glob("*.woff2"):
        font = TTFont(path)
        cmap = font.getBestCmap()
        assert {0x202F, 0xA0, ord("œ"), ord("É"), ord("’"), ord("«"), ord("€")} <= set(cmap)
        assert "tnum" in {
            record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord
        }
        assert font["fvar"].axes[0].axisTag == "wght"


def test_the_zero_is_open(built):
    from fontTools.ttLib import TTFont

    for path in VENDOR.glob("*.woff2"):
        font = TTFont(path)
        assert font["glyf"][font.getBestCmap()[ord("0")]].numberOfContours == 2


def test_a_second_build_does_nothing(built):
    assert built.build() is False


def test_the_lock_names_no_registry():
    lock = (HOUSE / "frontend" / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    assert lock.count('"integrity"') == 4


def test_style_sheets_and_elements_are_short():
    for path in (STATIC / "css").rglob("*.css"):
        assert len(path.read_text().splitlines()) <= 150, path
    for path in (STATIC / "js").rglob("*.js"):
        assert len(path.read_text().splitlines()) < 100, path


def test_every_style_sheet_is_joined():
    main = (STATIC / "css" / "main.css").read_text()
    listed = set(re.findall(r'url\("([^"]+)"\)', main))
    there = {str(p.relative_to(STATIC / "css")) for p in (STATIC / "css").rglob("*.css")} - {
        "main.css"
    }
    assert listed == there


# Opened from a disk, without a server that would give it a sheet of style.
OPENED_FROM_A_DISK = {"archives/templates/archives/story.html"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_template_has_no_style_nor_script_of_its_own(path):
    text = path.read_text()
    assert not re.search(r"\sstyle\s*=", text)
    assert "<style" not in text or str(path.relative_to(SOURCE)) in OPENED_FROM_A_DISK
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)


def names_used():
    used = set()
    for path in TEMPLATES:
        text = path.read_text()
        used |= set(re.findall(r"\{%\s*icon\s+[\"']([\w-]+)[\"']", text))
        used |= set(re.findall(r"\bicon=[\"']([\w-]+)[\"']", text))
    for path in SOURCE.rglob("*.py"):
        used |= set(re.findall(r"\bicon=[\"']([a-z][\w-]+)[\"']", path.read_text()))
    return used


def test_every_icon_that_is_used_is_in_the_sprite(built):
    assert names_used() <= set(built.icon_names())
    sprite = (VENDOR / "icons.svg").read_text()
    assert all(f'id="i-{name}"' in sprite for name in built.icon_names())
