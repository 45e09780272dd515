"""The yardstick of `votes.py`: one plain Django view, one commit for each vote, a thread each."""
# ruff: noqa: E402, TID251 (Django is made ready before it is imported, and the view reads the clock)

import socketserver
import sys
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import django

django.setup()

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone

from maven.config.urls import urlpatterns as house
from maven.voices.models import Consultation, Opinion, Participant, Statement

settings.MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
settings.ROOT_URLCONF = __name__


@transaction.atomic
def vote(request, mission, slug, pk):
    consultation = get_object_or_404(Consultation, pk=pk, mission__slug=mission)
    statement = get_object_or_404(
        Statement, pk=request.POST["statement"], consultation=consultation
    )
    guest = request.session.setdefault("guest", request.META["CSRF_COOKIE"][:32])
    now = timezone.now()
    participant, _ = Participant.objects.get_or_create(
        consultation=consultation, guest_digest=guest, defaults={"came_at": now}
    )
    Opinion.objects.update_or_create(
        participant=participant,
        statement=statement,
        defaults={"choice": int(request.POST["choice"]), "given_at": now},
    )
    return HttpResponse(status=303, headers={"Location": consultation.get_absolute_url()})


VOTE = "m/<slug:mission>/consultations/<slug:slug>-<int:pk>/avis/"
urlpatterns = [path(VOTE, vote), *house]


class Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 64


class Handler(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *words):
        pass


if __name__ == "__main__":
    port = int(sys.argv[sys.argv.index("--port") + 1])
    server = Server(("127.0.0.1", port), Handler)
    server.set_app(get_wsgi_application())
    server.serve_forever()
