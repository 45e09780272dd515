"""A profile in two minutes on a phone, and being found by it; with script and without."""

import pytest

from tests.browser.conftest import DESK, PHONE, enter

MISSION = "/m/le-numerique-en-commun"


@pytest.mark.parametrize("script", [True, False])
def test_a_profile_written_on_a_phone_is_found_by_its_words(house, chromium, script):
    context = chromium.new_context(**PHONE, base_url=house.address, java_script_enabled=script)
    page = context.new_page()
    enter(page, "member")
    page.goto("/moi/")
    offer = f"Prêter un four à pain {'avec' if script else 'sans'} script"
    page.locator("[name=offers]").fill(f"- {offer}\nDu temps")
    with page.expect_navigation():
        page.locator("main form button[type=submit]").first.click()
    page.goto(MISSION + "/communaute/")
    page.locator("[name=q]").fill(f"FOUR a pain {'avec' if script else 'sans'}")
    with page.expect_navigation():
        page.get_by_role("button", name="Chercher").click()
    assert page.locator(".listing li").count() == 1
    assert offer in page.locator(".listing").inner_text()
    with page.expect_navigation():
        page.locator(".listing a").first.click()
    assert page.get_by_text("Ce que les autres voient").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def test_organisations_are_proposed_while_one_types(house, chromium):
    context = chromium.new_context(**DESK, base_url=house.address)
    page = context.new_page()
    troubles = []
    page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    enter(page, "member")
    page.goto("/moi/")
    with page.expect_response("**/moi/structures/**"):
        page.locator("[name=organisation]").press_sequentially("zzz")
    page.locator("#structures:not(:has(option))").wait_for(state="attached")
    page.locator("[name=organisation]").fill("")
    with page.expect_response("**/moi/structures/**"):
        page.locator("[name=organisation]").press_sequentially("lycee")
    page.locator("#structures option[value^='Lycée']").first.wait_for(state="attached")
    assert troubles == []
    context.close()
