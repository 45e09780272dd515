"""A real server, a real browser: the house as a visitor meets it."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.browsing import CHROMIUM

MAVEN = Path(sys.executable).with_name("maven")
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "locale": "fr-FR"}
DESK = {"viewport": {"width": 1280, "height": 800}, "locale": "fr-FR"}


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in Path(item.fspath).parts:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="Chromium is not on this machine"))


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def demonstration_in(folder):
    """The settings of a demonstration kept in this folder, whatever those of the tests are."""
    kept = {name: value for name, value in os.environ.items() if name != "MAVEN_DATABASE_URL"}
    return kept | {
        "MAVEN_VAR": str(folder),
        "MAVEN_DEMO": "1",
        "MAVEN_SECRET_KEY": "for-tests-only-" + "x" * 40,
        "DJANGO_SETTINGS_MODULE": "maven.config.settings",
    }


def told_once(base):
    """A demonstration that is told once for all the processes of this run; who comes next waits."""
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    told = shared / "told"
    with open(shared / "told.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (told / "ready").exists():
            telling = [MAVEN, "demo", "--prepare"]
            subprocess.run(telling, env=demonstration_in(told), check=True, capture_output=True)
            (told / "ready").touch()
    return told


class House:
    """The demonstration, served as `make demo` serves it."""

    def __init__(self, folder):
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.env = demonstration_in(folder)
        self.log = open(folder / "server.log", "w")  # noqa: SIM115
        self.process = subprocess.Popen(
            [MAVEN, "demo", "--port", str(self.port)],
            env=self.env,
            stdout=self.log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def wait(self, seconds=120):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            assert self.process.poll() is None, Path(self.log.name).read_text()
            try:
                with urllib.request.urlopen(self.address + "/healthz", timeout=2):
                    return self
            except OSError:
                time.sleep(0.2)
        raise AssertionError(Path(self.log.name).read_text())

    def stop(self):
        self.process.terminate()
        self.process.wait(15)
        self.log.close()


@pytest.fixture(scope="session")
def house(tmp_path_factory):
    told = told_once(tmp_path_factory.getbasetemp())
    served = House(shutil.copytree(told, tmp_path_factory.getbasetemp() / "house"))
    try:
        yield served.wait()
    finally:
        served.stop()


@pytest.fixture
def visit(chromium, house):
    """`visit(**options)` opens a page of a new visitor; what it asks of other hosts is refused."""
    opened = []

    def open_page(**options):
        context = chromium.new_context(base_url=house.address, **{**DESK, **options})
        page = context.new_page()
        page.elsewhere, page.complaints = [], []
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((house.address, "data:", "blob:"))
                else page.elsewhere.append(request.url)
            ),
        )
        page.on(
            "console",
            lambda said: page.complaints.append(said.text) if said.type == "error" else None,
        )
        opened.append(context)
        return page

    yield open_page
    for context in opened:
        context.close()


def enter(page, role):
    """One click per role, as the demonstration offers it."""
    page.goto("/connexion/")
    page.locator(f"button[name=role][value={role}]").click()
    page.wait_for_url("**/m/**")
