"""The facilitator's home in the demonstration, against a page of the same house that asks nothing.

CPU of the WSGI handler with all its middleware, and nothing of a client's. Cold: nothing is kept of
the home, as after each fact. The demonstration is made for it (a minute), or found in MAVEN_VAR.
"""

import os
import subprocess
import sys
import time
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.table import Cost, Line

TURNS = 40
EMPTY = "/accessibilite/"


def lines():
    if "MAVEN_VAR" in os.environ:
        yield from compared()
        return
    with TemporaryDirectory() as var:
        os.environ["MAVEN_VAR"] = var
        told = [sys.executable, "-m", "maven.cli", "demo", "--prepare"]
        subprocess.run(told, check=True, stdout=subprocess.DEVNULL)
        yield from compared()


class House:
    """The application with its whole middleware, and the cookie of one who facilitates."""

    def __init__(self):
        os.environ |= {"MAVEN_DEMO": "1", "DJANGO_SETTINGS_MODULE": "maven.config.settings"}
        import django

        django.setup()
        from django.conf import settings
        from django.core.handlers.wsgi import WSGIHandler
        from django.test import Client

        from maven.missions.models import Membership, Role

        settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["*"], False
        held = Membership.objects.filter(role=Role.FACILITATOR, left_at=None).order_by("pk").first()
        client = Client()
        client.force_login(held.person)
        self.cookie = "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())
        self.home, self.handler = held.mission.get_absolute_url(), WSGIHandler()

    def cpu(self, path):
        """Seconds of one answer."""
        from django.test import RequestFactory

        environ = RequestFactory().get(path, HTTP_COOKIE=self.cookie).environ
        began = time.process_time()
        answer = self.handler(environ, lambda *_: None)
        b"".join(answer)
        answer.close()
        assert answer.status_code == 200
        return time.process_time() - began

    def questions(self, path):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as found:
            self.cpu(path)
        return len(found)

    def forget(self):
        from django.core.cache import caches

        caches["homes"].clear()


def compared():
    house, took = House(), {"cold": [], "warm": [], "empty": []}
    house.cpu(house.home), house.cpu(EMPTY)
    for _ in range(TURNS):  # turn by turn: whatever else the machine does falls on all three
        house.forget()
        took["cold"].append(house.cpu(house.home))
        took["warm"].append(house.cpu(house.home))
        took["empty"].append(house.cpu(EMPTY))
    house.forget()
    for name in ("cold", "warm"):
        yield Line(
            what=f"the facilitator's home, {name}",
            ours=Cost(seconds=median(took[name])),
            reference="an empty page of the house",
            theirs=Cost(seconds=median(took["empty"])),
            more=f"{house.questions(house.home)} questions to the store",
        )
