"""Make the pictures of the README from a demonstration that is running.

    .venv/bin/maven demo --fresh &
    .venv/bin/python tools/take_screenshots.py --url http://127.0.0.1:8000

Writes docs/images/*.png. Needs Chromium on the PATH; the first page of the stage report comes
from its PDF where pdftoppm or gs is installed, from its web page otherwise.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
HEAVIEST = 250 * 1024
TALL, TALL_PHONE = 1360, 1500
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--url", default="http://127.0.0.1:8000", help="where it runs")
    url = asked.parse_args().url.rstrip("/")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found(BROWSERS))
        for width in (1280, 390):
            page = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme="light",
                locale="fr-FR",
                reduced_motion="reduce",
            ).new_page()
            sign_in(page, url)
            mission = page.url
            if width == 1280:
                shoot(page, mission, "dashboard-1280", TALL)
                shoot(page, mission + "sprints/choisir/", "sprint-1280", TALL)
                shoot(page, results_of(page, mission), "landscape-1280", TALL)
                take_report(page, mission)
            else:
                shoot(page, mission, "dashboard-390", TALL_PHONE)
        browser.close()
    for picture in sorted(IMAGES.glob("*.png")):
        size = picture.stat().st_size
        print(f"{picture.name}: {size // 1024} kB{'' if size <= HEAVIEST else ', too heavy'}")


def found(names: tuple[str, ...]) -> str:
    for name in names:
        if path := shutil.which(name):
            return path
    raise SystemExit(f"None of {', '.join(names)} is on the PATH.")


def sign_in(page: Page, url: str) -> None:
    page.goto(url + "/connexion/")
    page.locator("button[name=role][value=facilitator]").click()
    page.wait_for_load_state()
    page.goto(url + "/m/le-numerique-en-commun/")


def results_of(page: Page, mission: str) -> str:
    """The results of the consultation that is open, as the facilitation team sees them."""
    page.goto(mission + "consultations/")
    first = page.locator("main article h3 a").first
    return first.evaluate("link => link.href") + "resultats/"


def shoot(page: Page, address: str, name: str, tallest: int) -> None:
    """The top of the page; the bar of the phone goes to the end, as when one has scrolled."""
    page.goto(address)
    page.evaluate("() => document.fonts.ready")
    width = page.viewport_size["width"] if page.viewport_size else 1280
    height = min(tallest, page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": width, "height": height})
    page.screenshot(path=IMAGES / f"{name}.png", animations="disabled")
    page.set_viewport_size({"width": width, "height": 900})


def take_report(page: Page, mission: str) -> None:
    page.goto(mission + "rapports/")
    report = page.locator("main .feed a").first.evaluate("link => link.href")
    picture = IMAGES / "report.png"
    drawer = next((path for name in ("pdftoppm", "gs") if (path := shutil.which(name))), None)
    if drawer is None:
        shoot(page, report, "report", TALL)
        return
    with tempfile.NamedTemporaryFile(suffix=".pdf") as pdf:
        pdf.write(page.request.get(report.rstrip("/") + ".pdf").body())
        pdf.flush()
        if drawer.endswith("pdftoppm"):
            options = ["-png", "-r", "96", "-f", "1", "-l", "1", "-singlefile"]
            command = [drawer, *options, pdf.name, str(picture.with_suffix(""))]
        else:
            options = ["-q", "-dNOPAUSE", "-dBATCH", "-dLastPage=1", "-sDEVICE=png16m", "-r96"]
            smooth = ["-dTextAlphaBits=4", "-dGraphicsAlphaBits=4"]
            command = [drawer, *options, *smooth, f"-sOutputFile={picture}", pdf.name]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
