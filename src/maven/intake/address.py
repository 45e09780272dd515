"""Is this one address an address? If not, why, in a way that can be said to people."""

import re
import unicodedata
from enum import StrEnum

LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
NAME_AT_MOST = 150


class Reason(StrEnum):
    """Why a line is to correct."""

    NO_ADDRESS = "no_address"
    INVISIBLE = "invisible"
    ACCENT = "accent"
    SPACE = "space"
    DISGUISED = "disguised"
    TWO_AT = "two_at"
    LOCAL_PART = "local_part"
    NO_DOMAIN = "no_domain"
    DOMAIN = "domain"
    TOO_LONG = "too_long"
    NAME_TOO_LONG = "name_too_long"
    TWICE = "twice"


class Unreadable(Exception):
    """One address is not one."""

    def __init__(self, words: str, reason: Reason, detail: str = "") -> None:
        super().__init__(words)
        self.words, self.reason, self.detail = words, reason, detail


def checked(token: str, name: str, context: str = "") -> tuple[str, str] | Unreadable:
    """The address in lower case with its name, or what is wrong with it."""
    try:
        for words in (token, name):
            _nothing_invisible(words)
        if len(name) > NAME_AT_MOST:
            raise Unreadable(token, Reason.NAME_TOO_LONG, str(NAME_AT_MOST))
        return _address(token, context or token), name
    except Unreadable as trouble:
        return trouble


def _nothing_invisible(words: str) -> None:
    """Signs that are not seen, or that turn the writing round, can make one name look another."""
    for sign in words:
        if unicodedata.category(sign) in {"Cf", "Cc", "Co", "Cs", "Cn"}:
            detail = f"{unicodedata.name(sign, 'CONTROL CHARACTER')} ({_code(sign)})"
            raise Unreadable("".join(s for s in words if s.isprintable()), Reason.INVISIBLE, detail)


def _address(token: str, context: str) -> str:
    token = re.sub(r"^.*mailto:", "", token, flags=re.I)
    if "mailto:" in context.lower():
        token = token.split("?")[0]
    token = token.strip("'’`*:.!,;").rsplit(":", 1)[-1]
    disguise = next((sign for sign in token if sign in "＠﹫"), None)
    if disguise:
        raise Unreadable(
            token, Reason.INVISIBLE, f"{unicodedata.name(disguise)} ({_code(disguise)})"
        )
    local, _, domain = token.partition("@")
    if "@" in domain:
        raise Unreadable(token, Reason.TWO_AT)
    if not local or not domain:
        raise Unreadable(context, Reason.SPACE)
    foreign = next((sign for sign in local if ord(sign) > 126), None)
    if foreign:
        raise Unreadable(token, Reason.ACCENT, foreign)
    if not LOCAL.fullmatch(local):
        raise Unreadable(token, Reason.LOCAL_PART, local)
    if len(local) > 64 or len(token) > 254:
        raise Unreadable(token, Reason.TOO_LONG)
    return f"{local}@{_domain(domain, token)}".lower()


def _code(sign: str) -> str:
    return f"U+{ord(sign):04X}"


def _domain(domain: str, token: str) -> str:
    try:
        plain = domain.encode("idna").decode().lower()
    except UnicodeError:
        raise Unreadable(token, Reason.DOMAIN, domain) from None
    labels = plain.split(".")
    if len(labels) < 2:
        raise Unreadable(token, Reason.NO_DOMAIN, domain)
    if not all(LABEL.fullmatch(label) for label in labels):
        raise Unreadable(token, Reason.DOMAIN, domain)
    if len(labels[-1]) < 2 or not (labels[-1].isalpha() or labels[-1].startswith("xn--")):
        raise Unreadable(token, Reason.DOMAIN, domain)
    return plain
