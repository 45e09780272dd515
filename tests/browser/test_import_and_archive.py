"""A file comes in and is taken back, a mission leaves: on a phone, in French, without a script."""

import time
import zipfile

from tests.browser.conftest import PHONE, enter

TEAM = "/m/le-numerique-en-commun/animer"
BROKEN = "idée\nUn four partagé dans chaque village\n=\n"
SOUND = "idée\nUn four partagé dans chaque village\nUne navette pour le marché\n"


def test_a_file_comes_in_and_is_taken_back_and_the_mission_leaves(house, chromium, tmp_path):
    context = chromium.new_context(**PHONE, base_url=house.address, java_script_enabled=False)
    page = context.new_page()
    enter(page, "facilitator")

    send(page, BROKEN)
    said = page.get_by_role("alert")
    assert "à corriger" in said.inner_text()
    assert page.locator("table").first.get_by_role("rowheader", name="3").count() >= 1
    fits(page)
    send(page, SOUND)
    assert page.get_by_role("alert").count() == 0
    fits(page)
    page.get_by_role("button", name="Importer", exact=True).click()
    page.wait_for_url(f"**{TEAM}/importer/")
    listed = page.locator(".listing li").first
    assert "idees.csv" in listed.inner_text()
    fits(page)
    listed.get_by_role("link", name="Défaire").click()
    page.get_by_role("button", name="Défaire").click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("L’import")
    page.goto(f"{TEAM}/importer/")
    assert "Défait" in page.locator(".listing li").first.inner_text()

    page.goto(f"{TEAM}/archive/")
    fits(page)
    page.get_by_role("button", name="Faire l’archive").click()
    ready = page.get_by_role("button", name="Télécharger")
    until = time.monotonic() + 60
    while not ready.count() and time.monotonic() < until:
        page.wait_for_timeout(500)
        page.goto(f"{TEAM}/archive/")
    with page.expect_download() as taken:
        ready.first.click()
    taken.value.save_as(tmp_path / "mission.zip")
    with zipfile.ZipFile(tmp_path / "mission.zip") as archive:
        assert {"index.html", "manifest.json"} <= set(archive.namelist())
    context.close()


def send(page, words):
    page.goto(f"{TEAM}/importer/ideas/")
    page.locator("[name=file]").set_input_files(
        {"name": "idees.csv", "mimeType": "text/csv", "buffer": words.encode()}
    )
    page.get_by_role("button", name="Regarder le fichier").click()
    page.wait_for_url("**/importer/ideas/*/")


def fits(page):
    """Nothing is wider than the phone."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
