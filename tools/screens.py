"""Take the twelve key screens from a demonstration that is running, at both widths.

    .venv/bin/maven demo --fresh &
    .venv/bin/python tools/screens.py --url http://127.0.0.1:8000

Writes docs/screens/*.png, in few colours where ImageMagick or pngquant is installed. The last
screen lays a combination for the next sprint on the table, as a click of the team does.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright
from take_screenshots import BROWSERS, found

SCREENS = Path(__file__).resolve().parent.parent / "docs" / "screens"
HEAVIEST, HEAVIEST_OF_ALL = 150_000, 3_000_000
WIDTHS = {1280: 1180, 390: 1240}  # and how tall a picture may be
MISSION = "/m/le-numerique-en-commun/"


class Screen(NamedTuple):
    name: str
    role: str  # "" for a guest
    reach: Callable[[Page, str, int], None]


def straight(path: str) -> Callable[[Page, str, int], None]:
    return lambda page, mission, width: follow(page, mission + path)


def follow(page: Page, address: str) -> None:
    answer = page.goto(address)
    if answer is None or not answer.ok:
        raise SystemExit(f"{address}: {answer.status if answer else 'no answer'}")


def first_link(path: str, chosen: str, more: str = "") -> Callable[[Page, str, int], None]:
    """The address behind the first link that a page of the mission shows so."""

    def reach(page: Page, mission: str, width: int) -> None:
        follow(page, mission + path)
        follow(page, page.locator(chosen).first.evaluate("link => link.href") + more)

    return reach


def plenary(page: Page, mission: str, width: int) -> None:
    """On the wall, or on a phone; laid on the table first where nothing is."""
    follow(page, mission + "sprints/choisir/")
    lay = page.locator("button[name=act][value=propose]")
    if lay.count():
        lay.first.click()
        page.wait_for_load_state()
    follow(page, mission + "sprints/5/pleniere/" + ("ecran/" if width == 1280 else "moi/"))


TWELVE = (
    Screen("01-accueil", "", straight("")),
    Screen("02-tableau-de-bord", "facilitator", straight("")),
    Screen("03-membre", "member", straight("")),
    Screen("04-consultation", "participant", first_link("consultations/", "main article h3 a")),
    Screen("05-cause", "facilitator", first_link("causes/", "main a:has-text('Vallées')")),
    Screen("06-choix", "facilitator", straight("sprints/choisir/")),
    Screen("07-sprint", "facilitator", straight("sprints/4/")),
    Screen("09-revue", "facilitator", straight("sprints/3/revue/?etape=ressentis")),
    Screen(
        "10-engagements",
        "member",
        first_link("seances/", "main a:has-text('15 %')", "compte-rendu/"),
    ),
    Screen("11-communaute", "member", straight("communaute/")),
    Screen("12-rapport", "sponsor", straight("rapports/etape-3/")),
    Screen("08-pleniere", "facilitator", plenary),  # last: it changes the demonstration
)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--url", default="http://127.0.0.1:8000", help="where it runs")
    asked.add_argument("--only", default="", help="the beginning of a name: 08")
    given = asked.parse_args()
    url = given.url.rstrip("/")
    SCREENS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found(BROWSERS), args=["--no-sandbox"])
        for screen in TWELVE:
            if screen.name.startswith(given.only):
                take(browser, url, screen)
        browser.close()
    weigh()


def take(browser: Browser, url: str, screen: Screen) -> None:
    for width, tallest in WIDTHS.items():
        page = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="light",
            locale="fr-FR",
            reduced_motion="reduce",
        ).new_page()
        if screen.role:
            page.goto(url + "/connexion/")
            page.locator(f"button[name=role][value={screen.role}]").click()
            page.wait_for_load_state()
        screen.reach(page, url + MISSION, width)
        page.evaluate("() => document.fonts.ready")
        height = min(tallest, page.evaluate("document.documentElement.scrollHeight"))
        page.set_viewport_size({"width": width, "height": height})
        picture = SCREENS / f"{screen.name}-{width}.png"
        page.screenshot(path=picture, animations="disabled")
        lighten(picture)
        page.context.close()
        print(f"{picture.name}: {picture.stat().st_size // 1000} kB", flush=True)


def lighten(picture: Path) -> None:
    """Few colours are enough for a page."""
    if painter := shutil.which("pngquant"):
        options = ["--force", "--strip", "--ext", ".png", "--speed", "1", "96"]
        subprocess.run([painter, *options, str(picture)], check=True)
    elif painter := shutil.which("magick") or shutil.which("convert"):
        options = ["-strip", "+dither", "-colors", "96", "-define", "png:compression-level=9"]
        subprocess.run([painter, str(picture), *options, f"PNG8:{picture}"], check=True)


def weigh() -> None:
    sizes = {one.name: one.stat().st_size for one in SCREENS.glob("*.png")}
    heavy = [name for name, size in sizes.items() if size > HEAVIEST]
    if heavy or sum(sizes.values()) > HEAVIEST_OF_ALL:
        raise SystemExit(f"Too heavy: {', '.join(heavy) or sum(sizes.values())}")


if __name__ == "__main__":
    main()
