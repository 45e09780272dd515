"""`maven serve`"""

import argparse
import contextlib
import os
import socket
import sys
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection

from maven.cli.refusing import Refused
from maven.config.application import Application
from maven.config.checks import language_of, quick, report
from maven.config.server import AlreadyServing, occupy, serve


def arguments(parser: argparse.ArgumentParser) -> None:
    listening(parser)
    parser.add_argument(
        "--pages", type=int, default=4, metavar="N", help="pages answered at once (4)"
    )
    parser.add_argument(
        "--no-worker", action="store_true", help="do not start a job worker (run one elsewhere)"
    )


def listening(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")


def run(asked: argparse.Namespace) -> int:
    language = language_of(os.environ)
    if report(quick(language), out=sys.stderr, language=language):
        raise Refused("not started: cure the errors above, or look closer with maven check.")
    return answer(asked, pages=asked.pages, worker=not asked.no_worker)


def answer(
    asked: argparse.Namespace, *, pages: int = 4, worker: bool = True, words: str = ""
) -> int:
    """Serves until told to stop, and says where once it can be opened."""
    refuse_taken(asked.host, asked.port)
    place = own_place(Path(settings.VAR))
    shown = f"[{asked.host}]" if ":" in asked.host else asked.host
    with place:
        return serve(
            Application(get_wsgi_application(), threads=pages, worker=worker),
            host=asked.host,
            port=asked.port,
            proxies=proxies_by_address(os.environ.get("MAVEN_TRUSTED_PROXIES", "127.0.0.1")),
            opened=lambda: print(f"Open http://{shown}:{asked.port}/{words}", flush=True),
        )


def own_place(var: Path) -> "contextlib.AbstractContextManager[object]":
    """One server for a store in SQLite: what one tells its listeners, another would not know."""
    try:
        return occupy(var)
    except AlreadyServing:
        if connection.vendor != "sqlite":
            return contextlib.nullcontext()
        raise Refused(
            "M.E075 another server already serves this store (SQLite takes one). "
            "Stop it first, or use PostgreSQL."
        ) from None


def proxies_by_address(said: str) -> str:
    """Said as a number, the proxies are counted by the pages (maven.people.clients), not here."""
    return "" if said.strip().isdecimal() else said


def refuse_taken(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as trouble:
            raise Refused(
                f"M.E074 cannot listen on {host}:{port} ({trouble.strerror}). "
                f"Try another port: --port {port + 1}"
            ) from trouble
