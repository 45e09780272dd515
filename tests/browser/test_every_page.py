"""Each page a role can read: no serious barrier, no other host, no broken policy of content."""

import re

import pytest

from tests.browser.conftest import PHONE, enter

MISSION = "/m/le-numerique-en-commun/"
SEEN_BY = {
    "guest": ["/", "/connexion/", "/accessibilite/", "/donnees/", "/mentions-legales/", "/aide/"],
    "facilitator": ["/missions/nouvelle/", "/moi/", MISSION],
    "participant": [MISSION],
}
STAY = re.compile(r"\.pdf$|\.csv$|/sortie/|^/en/|#|/ui/")


def links_of(page):
    found = page.eval_on_selector_all("a[href^='/']", "all => all.map(a => a.getAttribute('href'))")
    return {href.split("?")[0] for href in found if not STAY.search(href)}


def shape(address):
    """Addresses that differ by a number or a name are the same page for this purpose."""
    return re.sub(
        r"[a-z0-9-]+-\d+",
        "x",
        re.sub(r"/\d+/", "/n/", re.sub(r"boite-a-outils/[^/]+/$", "b/x/", address)),
    )


def every_page(page, role):
    """Walks the links from the starting pages, one address of each shape."""
    waiting, met, shapes = list(SEEN_BY[role]), [], set()
    while waiting:
        address = waiting.pop(0)
        if shape(address) in shapes:
            continue
        shapes.add(shape(address))
        answer = page.goto(address)
        # The five places are the same for all: a community says who may see it, and how to ask.
        asked = {200, 403} if address.endswith("/communaute/") else {200}
        assert answer.status in asked, f"{role} is led to {address}: {answer.status}"
        met.append(address)
        waiting += sorted(links_of(page))
    return met


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("role", sorted(SEEN_BY))
def test_no_page_has_a_serious_barrier(visit, role, language):
    from axe_playwright_python.sync_playwright import Axe

    page = visit(**PHONE, color_scheme="dark" if role == "participant" else "light")
    if role != "guest":
        enter(page, role)
    axe, told = Axe(), []
    for address in every_page(page, role):
        page.goto(language + address)
        for violation in axe.run(page).response["violations"]:
            if violation["impact"] in {"serious", "critical"}:
                told.append((language + address, violation["id"], violation["nodes"][0]["html"]))
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if wide > 0:
            told.append((language + address, "wider than the screen", wide))

    assert told == []
    assert page.elsewhere == []
    assert [said for said in page.complaints if "Content Security Policy" in said] == []
