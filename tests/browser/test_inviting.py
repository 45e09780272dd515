"""Inviting on a phone, saying yes or no, and entering the answers of somebody without an address."""

import re

from tests.browser.conftest import PHONE, enter
from tests.browser.test_first_walk import letter_to, press

HOME = "/m/le-numerique-en-commun"


def link_of(house, address):
    return re.search(r"https?://\S+/i/\S+/", letter_to(house, address)).group()


def test_pasted_looked_at_sent_accepted_and_declined(house, visit):
    page = visit(**PHONE)
    enter(page, "facilitator")
    page.goto(HOME + "/animer/invitations/")
    page.locator("[name=addresses]").fill(
        "Rosa Tilleul <rosa.tilleul@exemple.fr>\nAbel Orme <abel.orme@exemple.fr>\nzoe@gmial.com"
    )
    page.locator("[name=word]").fill("Nous nous sommes vus au marché.")
    press(page, "Voir qui serait invité")
    assert page.get_by_text("zoe@gmail.com").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    press(page, re.compile("Envoyer 2 invitations"))

    rosa = visit(**PHONE)
    rosa.goto(link_of(house, "rosa.tilleul@exemple.fr"))
    assert rosa.get_by_text("Nous nous sommes vus au marché.").is_visible()
    press(rosa, "Participer")
    assert rosa.locator("[name=email]").input_value() == "rosa.tilleul@exemple.fr"

    abel = visit(**PHONE)
    link = link_of(house, "abel.orme@exemple.fr")
    abel.goto(link)
    press(abel, "Non, merci")
    assert abel.get_by_text("Vous avez décliné").is_visible()
    page.goto(HOME + "/animer/invitations/")
    assert page.get_by_text("déclinée").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.complaints == rosa.complaints == abel.complaints == []


def test_answers_on_paper_are_entered_without_script(house, visit):
    page = visit(**PHONE, java_script_enabled=False)
    enter(page, "facilitator")
    page.goto(HOME + "/animer/aide/")
    page.locator("main a", has_text="Saisir").first.click()
    page.locator("[name=name]").fill("Rosa Tilleul")
    page.locator("[name=presence][value=name]").check()
    page.locator("[name=how][value=paper]").check()
    for row, value in enumerate(("1", "-1", "0")):
        page.locator(f".said:nth-of-type({row + 1}) [type=radio][value='{value}']").check()
    entry = page.url
    press(page, "Enregistrer")
    assert page.get_by_text("Personne ne relira ces réponses").is_visible()
    page.goto(HOME + "/animer/aide/")
    assert page.get_by_text("sur le formulaire papier, signé").first.is_visible()
    page.goto(HOME + "/communaute/?q=rosa")
    assert page.get_by_text("Rosa Tilleul").first.is_visible()

    usual, large = (
        len(re.findall(rb"/Type\s*/Page[^s]", pdf_of(page, entry, asked)))
        for asked in ("", "?caracteres=grands")
    )
    assert usual <= 2 <= large, "24 ideas on both sides of a sheet"


def pdf_of(page, entry, asked):
    page.goto(entry.replace("/saisie/", "/formulaire/") + asked)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    return page.pdf(prefer_css_page_size=True)


def test_three_keys_enter_a_form_of_paper(house, visit):
    page = visit()
    enter(page, "facilitator")
    page.goto(HOME + "/animer/aide/")
    page.locator("main a", has_text="Saisir").first.click()
    rows = page.locator(".said")
    rows.nth(0).locator("[type=radio]:checked").focus()
    for key in "123":
        page.keyboard.press(key)
    chosen = [rows.nth(n).locator("[type=radio]:checked").get_attribute("value") for n in range(4)]
    assert chosen == ["1", "-1", "0", ""]
    assert page.complaints == []
