"""Follows each request from outside: its number, what came of it, how long it took."""

import hashlib
import hmac
import logging
import re
import secrets
import smtplib
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponseBase

from maven.config.logs import milliseconds
from maven.live import figures

logger = logging.getLogger("maven.request")

GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")
OUTCOMES = {401: "sign-in", 403: "refused", 404: "absent", 429: "too often", 503: "busy"}


class Witness:
    """Numbers each request, so that a visitor, a proxy and the log can speak of the same one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began, number = time.perf_counter(), number_of(request)
        with connection.execute_wrapper(timed):
            response = self.get_response(request)
        response.headers["X-Request-Id"] = number
        if logger.isEnabledFor(logging.INFO):
            fields = told(request, response) | {"request": number, "ms": milliseconds(began)}
            logger.info("answered", extra=fields)
        return response

    def process_exception(self, request: HttpRequest, trouble: Exception) -> None:
        if isinstance(trouble, smtplib.SMTPException):
            figures.LETTERS.add()


def number_of(request: HttpRequest) -> str:
    """The proxy's number where it gives one, else ours."""
    given = request.headers.get("X-Request-Id", "")
    return given if GIVEN.fullmatch(given) else secrets.token_hex(8)


def told(request: HttpRequest, response: HttpResponseBase) -> dict[str, Any]:
    """Which page, for whom, what came of it: never the address, which may hold an invitation."""
    match, mission = request.resolver_match, getattr(request, "mission", None)
    return {
        "route": match.view_name if match else "",
        "method": request.method,
        "status": response.status_code,
        "outcome": outcome_of(response.status_code),
        "who": pseudonym(getattr(request, "_cached_user", None)),
        "mission": mission.chain if mission else "",
    }


def outcome_of(status: int) -> str:
    if status in OUTCOMES:
        return OUTCOMES[status]
    return {2: "done", 3: "led on", 4: "wrong"}.get(status // 100, "broken")


def pseudonym(user: Any) -> str:
    """A name for a day: enough to follow somebody's trouble, too little to follow somebody."""
    if user is None or not user.is_authenticated:
        return ""
    day = datetime.now(UTC).date().isoformat()
    words = f"log {day} {user.pk}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), words, hashlib.sha256).hexdigest()[:10]


def timed(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 (Django's)
    """How long one waited for the pen: SQLite gives it at the beginning of a transaction."""
    if not sql.startswith("BEGIN"):
        return execute(sql, params, many, context)
    began = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        figures.PEN.observe(time.perf_counter() - began)
