"""The gallery in a browser: accessible, no sideways scroll, elements that do their work."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.browsing import CHROMIUM

HOUSE = Path(__file__).resolve().parent.parent.parent

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def address():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.ui.settings",
        "PYTHONPATH": f"{HOUSE}{os.pathsep}{HOUSE / 'src'}",
    }
    server = subprocess.Popen(
        [sys.executable, "-m", "django", "runserver", "--noreload", f"127.0.0.1:{port}"],
        cwd=HOUSE,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    page = f"http://127.0.0.1:{port}/ui/"
    try:
        for _try in range(100):
            try:
                urllib.request.urlopen(page).close()
                break
            except OSError:
                time.sleep(0.2)
        yield page
    finally:
        server.terminate()
        server.wait()


def opened(chromium, address, *, width=1280, scheme="light", **options):
    page = chromium.new_page(
        viewport={"width": width, "height": 900}, color_scheme=scheme, **options
    )
    page.goto(address)
    return page


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(chromium, address, width, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page = opened(chromium, address, width=width, scheme=scheme)
    found = Axe().run(page).response["violations"]
    page.close()
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_goes_past_the_edge(chromium, address, width):
    page = opened(chromium, address, width=width)
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert wide <= width


def test_no_text_is_smaller_than_thirteen_pixels(chromium, address):
    page = opened(chromium, address, width=390)
    small = page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter((node) =>
          node.checkVisibility() && !node.closest(".vh")
          && [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim())
          && parseFloat(getComputedStyle(node).fontSize) < 13
        ).map((node) => node.outerHTML.slice(0, 80))"""
    )
    page.close()
    assert small == []


def test_the_theme_is_chosen_and_kept(chromium, address):
    page = opened(chromium, address)
    page.click("theme-toggle button")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.close()


def test_the_keys_answer_only_inside_the_card(chromium, address):
    page = opened(chromium, address)
    page.evaluate(
        """() => { window.said = [];
          for (const button of document.querySelectorAll(".vb"))
            button.addEventListener("click", () => window.said.push(button.classList[1])); }"""
    )
    page.keyboard.press("1")
    page.focus(".vb.p")
    page.keyboard.press("2")
    assert page.evaluate("window.said") == ["n"]
    page.close()


def test_the_focus_follows_to_the_next_statement(chromium, address):
    page = opened(chromium, address)
    page.evaluate(
        """() => { const card = document.querySelector("vote-card");
          card.answered = true;
          card.querySelector(".two").outerHTML =
            '<div class="two"><h2 class="st" id="next">Une autre idée</h2></div>'; }"""
    )
    page.wait_for_function("document.activeElement.id === 'next'")
    page.close()


def test_the_chooser_adds_up(chromium, address):
    page = opened(chromium, address)
    assert page.text_content("[data-total]") == "6"
    page.check("#a3")
    assert page.text_content("[data-total]") == "10"
    assert page.is_visible("[data-over]")
    assert page.text_content("[data-excess]") == "2"
    page.uncheck("#a1")
    assert page.text_content("[data-total]") == "6,5"
    assert not page.is_visible("[data-over]")
    page.close()


def test_letters_are_counted_down(chromium, address):
    page = opened(chromium, address)
    page.fill("#ok_words", "é" * 270)
    assert "10" in page.text_content("char-counter:has(#ok_words) .counter")
    page.fill("#ok_words", "é" * 281)
    assert page.get_attribute("char-counter:has(#ok_words) .counter", "class") == "counter over"
    page.close()


def test_a_grave_act_asks_first_and_goes_on_a_yes(chromium, address):
    page = opened(chromium, address)
    page.evaluate(
        """() => { window.gone = 0;
          document.querySelector("confirm-dialog > form").addEventListener("submit", (event) => {
            event.preventDefault(); window.gone += 1; }); }"""
    )
    page.click("confirm-dialog > form button")
    page.click("dialog button[value=no]")
    assert page.evaluate("window.gone") == 0
    page.click("confirm-dialog > form button")
    page.click("dialog button[value=yes]")
    page.wait_for_function("window.gone === 1")
    page.close()


def test_without_script_everything_is_there(chromium, address):
    page = opened(chromium, address, java_script_enabled=False)
    assert page.locator("theme-toggle").is_hidden()
    assert page.locator(".vb").count() == 3
    assert page.locator(".kit .act-card").count() == 3
    page.close()
