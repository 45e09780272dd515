"""Coming back from a backup, rehearsed: put into a place of its own, and lived in for a moment."""

import json
import os
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from maven.config.backups import keys, workshop
from maven.config.copies import Copy, beside
from maven.config.heads import holds
from maven.config.parcels import Keys, unpack
from maven.config.restoring import proved
from maven.voices.models import Consultation, Opinion


class DidNotHold(Exception):
    """The place that came back does not do what it should; the words say what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """What was seen in the place that came back."""

    copy: Copy
    seconds: float
    voted: bool


def rehearse(path: Path, *, opened_with: Keys | None = None) -> Rehearsal:
    """Brings a backup back beside the store, looks at a page, casts a vote, and takes it away."""
    began = time.perf_counter()
    with workshop() as shop:
        manifest = unpack(path, shop, keys() if opened_with is None else opened_with)
        copy = proved(shop, manifest)
        compare_with_now(manifest)
        with place_of(copy) as environ:
            told = live_in(shop, environ)
    return Rehearsal(copy=copy, seconds=time.perf_counter() - began, voted=told["voted"])


def compare_with_now(manifest: dict[str, Any] | None) -> None:
    """The chains of the backup must be beginnings of those in use."""
    for name, (length, head) in (manifest or {}).get("chains", {}).items():
        if not holds(name, int(length), str(head)):
            raise DidNotHold(f"the journal of {name} in the backup is not the one in use.")


@contextmanager
def place_of(copy: Copy) -> Iterator[dict[str, str]]:
    if connection.vendor == "sqlite":
        yield {"MAVEN_DATABASE_URL": f"sqlite:///{copy.path.absolute()}"}
        return
    with beside(copy.path) as address:
        yield {"MAVEN_DATABASE_URL": address}


def live_in(shop: Path, environ: dict[str, str]) -> dict[str, Any]:
    """A process of its own, which has no other store than the one that came back."""
    var = shop / "var"
    var.mkdir()
    done = subprocess.run(  # noqa: S603 (our own interpreter)
        [sys.executable, "-m", "maven.cli", "drill", "--inside"],
        env={
            **os.environ,
            **environ,
            "MAVEN_VAR": str(var),
            "MAVEN_STATIC_ROOT": str(settings.STATIC_ROOT),
            "MAVEN_SECRET_KEY": secrets.token_urlsafe(50),
            "MAVEN_EMAIL_URL": "dummymail://",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise DidNotHold((done.stderr.strip().splitlines() or ["nothing was said"])[-1])
    return dict(json.loads(done.stdout))


# Inside


def visit() -> dict[str, Any]:
    """A page is read and a vote is cast, through every layer that a visitor goes through."""
    client, asked = visitor()
    read_a_page(client, asked)
    return {"voted": vote(client, asked)}


def visitor() -> tuple[Client, dict[str, Any]]:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    host = next(iter(settings.ALLOWED_HOSTS), "localhost").strip("*.") or "localhost"
    return client, {"HTTP_HOST": host, "secure": settings.HTTPS}


def read_a_page(client: Client, asked: dict[str, Any]) -> None:
    page = client.get(reverse("front:home"), **asked)
    if page.status_code != 200:
        raise DidNotHold(f"the first page answers {page.status_code}.")


def vote(client: Client, asked: dict[str, Any]) -> bool:
    """A guest's vote where a consultation is open to guests; False where there is none."""
    for consultation in Consultation.objects.order_by("-pk")[:20]:
        page = client.get(consultation.get_absolute_url(), **asked)
        form = form_in(page.content.decode()) if page.status_code == 200 else None
        if form is None:
            continue
        before = Opinion.objects.count()
        answer = client.post(form.pop("action"), {**form, "choice": "1"}, **asked)
        if answer.status_code not in {200, 303} or Opinion.objects.count() != before + 1:
            raise DidNotHold(f"a vote is answered {answer.status_code}, and not kept.")
        return True
    return False


def form_in(page: str) -> dict[str, str] | None:
    """The first voting form of a page, as a browser would send it."""
    found = re.search(r'<form method="post" action="([^"]+/avis/)".*?</form>', page, re.DOTALL)
    if found is None:
        return None
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', found.group(0))
    return {**dict(hidden), "action": found.group(1)}
