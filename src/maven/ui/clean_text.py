"""What is typed, made clean in one place, before any form, search or address reads it.

Letters are composed (NFC), so that the same word is the same text. What no reader sees goes: control
and zero-width characters, and those that turn the direction of what follows. Marks stacked on one
letter are cut. A zero byte or half a character is no text at all: the request is refused.

Passwords stay as they are typed. Names that pretend to be the house are told by `maven.people.names`.
"""

import re
import unicodedata
from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase

MOST_MARKS = 4
# Joiners (200C, 200D) make emoji and several scripts; one between two letters is not hidden there.
UNSEEN = re.compile(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe0e\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
LONE_JOINER = re.compile("(?:^|(?<=[\\s\u200c\u200d]))[\u200c\u200d]+|[\u200c\u200d]+(?=\\s|$)")
MARK = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
STACK = re.compile(f"({MARK}{{{MOST_MARKS}}}){MARK}+")
IMPOSSIBLE = re.compile("[\x00\ud800-\udfff]")

type Answer = Callable[[HttpRequest], HttpResponseBase]


class NotText(BadRequest):
    """A zero byte, or half of a character: no keyboard types that."""


def clean(text: str) -> str:
    """The same words for a reader, and only what a reader sees.

    >>> clean("e\\u0301te\\u0301\\u200b") == "été"
    True
    """
    if IMPOSSIBLE.search(text):
        raise NotText("a zero byte or half a character")
    if text.isascii() and text.isprintable():
        return text
    seen = LONE_JOINER.sub("", UNSEEN.sub("", text))
    return STACK.sub(r"\1", unicodedata.normalize("NFC", seen))


def cleaned(sent: QueryDict) -> QueryDict:
    """Every field and value of a form or of an address; the same object where nothing changes."""
    changed = {
        name: [value if "password" in name else clean(value) for value in values]
        for name, values in sent.lists()
    }
    for name in changed:
        clean(name)
    if all(values == sent.getlist(name) for name, values in changed.items()):
        return sent
    made = QueryDict(mutable=True, encoding=sent.encoding)
    for name, values in changed.items():
        made.setlist(name, values)
    made._mutable = False
    return made


class CleanText:
    """Stands before every view; files and bodies that are no form are read by who takes them."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.GET = cleaned(request.GET)  # type: ignore[assignment]
        if request.method == "POST":
            request.POST = cleaned(request.POST)  # type: ignore[assignment]
        return self.get_response(request)
