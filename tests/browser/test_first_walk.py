"""From an empty mission to its stage report, on a phone, in French; with script and without."""

import email
import re
import time
from pathlib import Path

import pytest

from tests.browser import polis_folder
from tests.browser.conftest import PHONE, enter

pytestmark = pytest.mark.long
READ = set()


def press(page, name, within="main"):
    with page.expect_navigation():
        page.locator(within).get_by_role("button", name=name).first.click()


def letter_to(house, address, seconds=30):
    """The newest letter written to this address, as its words."""
    end = time.monotonic() + seconds
    folder = Path(house.env["MAVEN_VAR"]) / "mail"
    while time.monotonic() < end:
        for path in sorted(folder.glob("*"), key=lambda each: each.stat().st_mtime, reverse=True):
            for text in reversed(path.read_bytes().split(b"-" * 79 + b"\n")):
                message = email.message_from_bytes(text.strip())
                # Letters that leave one after another may lie in one file: it stays where it is.
                if address in (message["To"] or "") and text not in READ:
                    part = message.get_payload()[0] if message.is_multipart() else message
                    READ.add(text)
                    return part.get_payload(decode=True).decode()
        time.sleep(0.3)
    raise AssertionError(f"no letter came to {address}")


def until(page, words, seconds=60):
    """Reloads as a person would, until the words are there."""
    end = time.monotonic() + seconds
    while not page.get_by_text(words).first.is_visible():
        assert time.monotonic() < end, page.locator("main").inner_text()
        page.wait_for_timeout(500)
        page.reload()


def launches_a_mission(page, name):
    page.goto("/missions/nouvelle/")
    page.locator("[name=name]").fill(name)
    page.locator("[name=territory]").fill("Pays des Tilleuls")
    page.locator("[name=sponsor_name]").fill("Communauté des Tilleuls")
    page.locator("[name=question]").fill("Que faire ensemble du numérique ici ?")
    press(page, "Lancer la mission")
    assert page.locator("h1").inner_text().endswith("La mission commence.")
    return page.url.rstrip("/")


def invites(page, home, address):
    page.goto(home + "/animer/invitations/")
    page.locator("[name=addresses]").fill(f"Zoé Tilleul <{address}>; paul@localhost")
    press(page, "Voir qui serait invité")
    assert page.get_by_text("paul@localhost").first.is_visible()
    press(page, re.compile("Envoyer 1 invitation"))


def opens_a_consultation(page, home):
    page.goto(home + "/animer/consultation/")
    page.locator("[name=question]").fill("De quoi avons-nous besoin ici ?")
    page.locator("[name=ideas]").fill("\n".join(polis_folder.IDEAS[:6]))
    press(page, "Ouvrir la consultation")
    return page.url


def answers_as_a_guest(page, consultation, script):
    page.goto(consultation)
    choices = ["D’accord", "Pas d’accord", "Je ne sais pas"]
    for turn in range(6):
        before = page.locator("#q").inner_text()
        button = page.get_by_role("button", name=choices[turn % 3], exact=True)
        if script:
            button.click()
            page.wait_for_function(
                "before => document.querySelector('#q').innerText !== before", arg=before
            )
        else:
            with page.expect_navigation():
                button.click()
    assert "Vous avez tout lu" in page.locator("#q").inner_text()
    page.get_by_role("link", name=re.compile("Proposer une idée")).click()
    page.locator("[name=words]").fill("Un verger partagé derrière la gare.")
    press(page, "Proposer cette idée")


def joins_by_the_link(page, house, address, consultation):
    link = re.search(r"https?://\S+/i/\S+/", letter_to(house, address)).group()
    page.goto(link)
    press(page, "Participer")
    assert page.locator("[name=email]").input_value() == address
    press(page, "Recevoir un code")
    code = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", letter_to(house, address), re.M)
    page.locator("[name=code]").fill(code.group(1))
    with page.expect_navigation():
        page.locator("main form button[type=submit]").first.click()
    page.goto(consultation)
    press(page, "Reprendre mes 6 réponses")
    assert page.get_by_text("Vous avez tout lu").first.is_visible()


def moderates(page, home):
    page.goto(home + "/animer/moderation/")
    assert page.get_by_text("Un verger partagé derrière la gare.").first.is_visible()
    press(page, "La proposer à tout le monde")


def imports_a_real_one(page, home, folder):
    page.goto(home + "/animer/importer-polis/")
    page.locator("[name=question]").fill("Que disait-on l'an dernier ?")
    for name, file in (("votes", "votes.csv"), ("comments", "comments.csv")):
        page.locator(f"input[type=file][name={name}]").set_input_files(str(folder / file))
    press(page, "Regarder les fichiers")
    press(page, "Importer la conversation")
    return page.url


def reads_the_landscape(page, home):
    page.goto(home + "/consultations/")
    with page.expect_navigation():
        page.get_by_role("link", name=re.compile("l’an dernier")).first.click()
    address = re.sub(r"(resultats/)?$", "resultats/", page.url)
    page.goto(address)
    until(page, "Ce qui nous rassemble")
    assert page.locator(".map svg").count() >= 1
    assert page.locator("table").count() >= 1


def names_a_cause(page, home):
    page.locator("summary", has_text="En faire une cause").first.click()
    press(page, "Nommer la cause")
    page.goto(home + "/causes/")
    assert page.get_by_text("Champion à trouver").first.is_visible()


def chooses_the_sprint(page, home):
    page.goto(home + "/boite-a-outils/")
    assert page.get_by_text(re.compile("83")).first.is_visible()
    page.goto(home + "/sprints/choisir/")
    if page.get_by_role("button", name="Calculer", exact=True).count():
        press(page, re.compile("^Calculer$"))
    until(page, re.compile("Parce qu"))
    press(page, "Proposer à la plénière", within="body")
    assert "/pleniere/" in page.url
    press(page, "Adopter", within="body")


def lives_the_sprint(page, home):
    page.goto(home + "/sprints/1/revue/?etape=livre")
    page.locator("[name=title]").fill("Un annuaire des ateliers")
    press(page, "Livré\u202f!")
    onward(page)
    page.locator("input[name=kind][value=like]").check(force=True)
    page.locator("[name=words]").fill("La soirée du jeudi")
    press(page, "Partager sans mon nom")
    onward(page)
    page.locator("[name=desired]").fill("Des ateliers ouverts le soir")
    page.locator("[name=observed]").fill("Tout ferme à dix-huit heures")
    press(page, "La dire")
    onward(page)
    page.locator("[name=agenda]").fill("Parler des horaires")
    press(page, "Enregistrer l’ordre du jour")
    press(page, "Clore et lire le rapport")


def onward(page):
    with page.expect_navigation():
        page.get_by_role("link", name="Étape suivante").click()


def reads_the_report(page, home):
    page.goto(home + "/rapports/etape-1/")
    until(page, "Un annuaire des ateliers")
    assert page.get_by_text("Tout ferme à dix-huit heures").first.is_visible()
    press(page, "Publier le rapport")
    page.goto(home + "/rapports/etape-1/")
    link = page.get_by_role("link", name=re.compile("PDF")).first
    address = link.get_attribute("href")
    return page.context.request.get(page.url.split("/m/")[0] + address).body()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_first_mission_is_walked_from_its_launch_to_its_report(visit, house, tmp_path, script):
    team = visit(**PHONE, java_script_enabled=script)
    guest = visit(**PHONE, java_script_enabled=script)
    address = f"zoe{int(script)}@example.org"
    folder = polis_folder.write(tmp_path)

    enter(team, "facilitator")
    home = launches_a_mission(team, f"Tilleuls {int(script)}")
    consultation = opens_a_consultation(team, home)
    answers_as_a_guest(guest, consultation, script)
    invites(team, home, address)
    joins_by_the_link(guest, house, address, consultation)
    moderates(team, home)
    imports_a_real_one(team, home, folder)
    reads_the_landscape(team, home)
    names_a_cause(team, home)
    chooses_the_sprint(team, home)
    lives_the_sprint(team, home)
    paper = reads_the_report(team, home)
    team.goto(home + "/")

    assert paper.startswith(b"%PDF-")
    assert "Le sprint 1 est clos." in team.locator("h1").inner_text()
    assert team.elsewhere == guest.elsewhere == []
    assert [s for s in team.complaints + guest.complaints if "Content Security" in s] == []
