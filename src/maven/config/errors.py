"""When something breaks: what the store refused is said as it is, the rest is an apology."""

import errno
import logging
import sys

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.views.defaults import server_error

from maven.live import refusals
from maven.live.wire import Answer

logger = logging.getLogger("maven.config")

FULL = ("disk is full", "disk full", "no space left", "quota exceeded")


def broken(request: HttpRequest) -> HttpResponse:
    """Called while the exception is being handled. Nothing of the request was recorded."""
    trouble = sys.exception()
    if is_full(trouble):
        logger.critical("the disk is full: nothing is recorded until there is room")
        return response_of(refusals.FULL)
    if isinstance(trouble, DatabaseError | InterfaceError):
        return response_of(refusals.NOT_RECORDED)
    return server_error(request)


def is_full(trouble: BaseException | None) -> bool:
    if isinstance(trouble, OSError):
        return trouble.errno in {errno.ENOSPC, errno.EDQUOT}
    words = str(trouble).lower()
    return isinstance(trouble, DatabaseError) and any(sign in words for sign in FULL)


def response_of(answer: Answer) -> HttpResponse:
    response = HttpResponse(answer.body, status=answer.status)
    for name, value in answer.headers:
        response.headers[name.decode()] = value.decode()
    return response
