"""Each page a role can read: no serious barrier, no other host, no broken policy of content."""

import re
from collections import deque

import pytest

from tests.browser.conftest import PHONE, enter

pytestmark = pytest.mark.long

MISSION = "/m/le-numerique-en-commun/"
SEEN_BY = {
    "guest": ["/", "/connexion/", "/accessibilite/", "/donnees/", "/mentions-legales/", "/aide/"],
    "facilitator": ["/missions/nouvelle/", "/moi/", MISSION],
    "participant": [MISSION],
}
STAY = re.compile(r"\.(pdf|csv|xlsx|docx|ics)$|/fichier/$|/sortie/|^/en/|#|/ui/")
# What is well is not told: of hundreds of parts on each page, only what is wrong crosses over.
BRIEF = {"resultTypes": ["violations"]}
# The parts of a page, by kind: the same page made of the same parts is looked at once a scheme.
PARTS = """() => [...new Set([...document.querySelectorAll('body *')].map(
    one => one.localName + '.' + one.getAttribute('class')))].sort().join(' ')"""
SCHEMES = {"facilitator": "light", "guest": "dark", "participant": "dark"}
looked_at = set()


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
    """Walks the links from the starting pages, one address of each shape, each opened once."""
    waiting, shapes = deque(SEEN_BY[role]), set()
    while waiting:
        address = waiting.popleft()
        if shape(address) in shapes:
            continue
        shapes.add(shape(address))
        answer = page.goto(address)
        # The five places are the same for all: a community says who may see it, and how to ask.
        asked = {200, 403} if address.endswith("/communaute/") else {200}
        assert answer.status in asked, f"{role} is led to {address}: {answer.status}"
        waiting += sorted(links_of(page))
        yield address


def barriers(page, address, role):
    from axe_playwright_python.sync_playwright import Axe

    same = (SCHEMES[role], shape(address), page.evaluate(PARTS))
    if same in looked_at:
        return []
    looked_at.add(same)
    return [
        (address, one["id"], one["nodes"][0]["html"])
        for one in Axe().run(page, options=BRIEF).response["violations"]
        if one["impact"] in {"serious", "critical"}
    ]


def too_wide(page, address):
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [(address, "wider than the screen", wide)] if wide > 0 else []


@pytest.mark.parametrize("role", sorted(SEEN_BY))
def test_no_page_has_a_serious_barrier(visit, role):
    """The two languages share their templates: barriers are sought in one, widths in both."""
    page = visit(**PHONE, color_scheme=SCHEMES[role])
    if role != "guest":
        enter(page, role)
    met, told = [], []
    for address in every_page(page, role):
        met.append(address)
        told += too_wide(page, address) + barriers(page, address, role)
    for address in met:
        page.goto(f"/en{address}", wait_until="domcontentloaded")
        assert page.locator("html").get_attribute("lang") == "en", address
        told += too_wide(page, f"/en{address}")

    assert told == []
    assert page.elsewhere == []
    assert [said for said in page.complaints if "Content Security Policy" in said] == []
