"""The facilitator's home on a store of the demonstration, against an empty page of the same house.

    MAVEN_VAR=var/demo MAVEN_DEMO=1 DJANGO_SETTINGS_MODULE=maven.config.settings \\
        .venv/bin/python -m benchmarks.home

CPU of the WSGI handler with all its middleware, and nothing of a client's: the least of forty turns
(the machine may be busy with something else). Cold: nothing is kept of the home, as after each fact.
"""

import time

import django

django.setup()

from django.conf import settings
from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, RequestFactory

from maven.missions.models import Membership, Role

TURNS = 40
EMPTY = "/accessibilite/"


def least(handler, asked, *, cold=False):
    """CPU milliseconds of one answer."""
    took = []
    for _ in range(TURNS):
        if cold:
            caches["homes"].clear()
        environ = asked()
        began = time.process_time()
        answer = handler(environ, lambda *_: None)
        b"".join(answer)
        took.append(1000 * (time.process_time() - began))
        assert answer.status_code == 200
        answer.close()
    return min(took)


def main():
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["*"], False
    held = Membership.objects.filter(role=Role.FACILITATOR, left_at=None).order_by("pk").first()
    client = Client()
    client.force_login(held.person)
    cookie = "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())

    def at(path):
        return lambda: RequestFactory().get(path, HTTP_COOKIE=cookie).environ

    handler = WSGIHandler()
    empty = least(handler, at(EMPTY))
    home = at(held.mission.get_absolute_url())
    for name, cold in (("cold", True), ("warm", False)):
        ours = least(handler, home, cold=cold)
        print(f"{name}: {ours:.1f} ms of CPU, {ours / empty:.1f} × an empty page ({empty:.1f} ms)")


if __name__ == "__main__":
    main()
