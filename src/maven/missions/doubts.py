"""Which addresses look wrong before anything is sent, and what they may have been meant to be."""

import re
from dataclasses import dataclass
from enum import StrEnum

from maven.missions.addresses import Found

# What reaches the same box, with some providers or with all.
TAG = re.compile(r"\+.*$")
DOTLESS = {"gmail.com", "googlemail.com"}
# Where most people have their box, in France and around: what is nearly one of these is doubtful.
PROVIDERS = [
    "gmail.com",
    "orange.fr",
    "wanadoo.fr",
    "free.fr",
    "laposte.net",
    "sfr.fr",
    "bbox.fr",
    "neuf.fr",
    "hotmail.fr",
    "hotmail.com",
    "outlook.fr",
    "outlook.com",
    "live.fr",
    "yahoo.fr",
    "yahoo.com",
    "icloud.com",
    "numericable.fr",
    "protonmail.com",
    "aol.com",
]
# Near one of those, and real.
REAL = frozenset(
    [
        "mail.com",
        "ymail.com",
        "email.com",
        "gmx.com",
        "me.com",
        "live.com",
        "msn.com",
        "proton.me",
        "tree.fr",
    ]
)
ENDINGS = {"con": "com", "cmo": "com", "comm": "com", "om": "com", "ffr": "fr", "rf": "fr"}
NOBODY = re.compile(
    r"^(no-?reply|ne-?pas-?repondre|do-?not-?reply|mailer-daemon|postmaster)\b", re.I
)


class Doubt(StrEnum):
    """Why to look twice."""

    TYPO = "typo"
    SAME_BOX = "same box"
    MEMBER = "member"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """An address to look at: as it was read, why, and what it may have been meant to be."""

    found: Found
    doubt: Doubt
    meant: str = ""  # another address: the likely one, or the one that reaches the same box


def box_of(address: str) -> str:
    """Where the letters of an address arrive, as most providers sort them."""
    local, _, domain = address.partition("@")
    local = TAG.sub("", local)
    return f"{local.replace('.', '') if domain in DOTLESS else local}@{domain}"


def meant_by(address: str) -> str:
    """The address that was probably meant, when the domain is one slip away from a usual one."""
    local, _, domain = address.partition("@")
    if domain in PROVIDERS or domain in REAL:
        return ""
    near = [one for one in PROVIDERS if is_one_slip(domain, one)]
    if near:
        return f"{local}@{near[0]}"
    head, _, ending = domain.rpartition(".")
    return f"{local}@{head}.{ENDINGS[ending]}" if ending in ENDINGS else ""


def reads_nobody(address: str) -> bool:
    return NOBODY.match(address) is not None


def is_one_slip(typed: str, meant: str) -> bool:
    """One letter more, less or other, or two neighbours exchanged."""
    if typed == meant or abs(len(typed) - len(meant)) > 1:
        return False
    start = 0
    while start < min(len(typed), len(meant)) and typed[start] == meant[start]:
        start += 1
    rest, wanted = typed[start:], meant[start:]
    return (
        rest[1:] == wanted
        or rest == wanted[1:]
        or rest[1:] == wanted[1:]
        or (rest[:2] == wanted[:2][::-1] and rest[2:] == wanted[2:])
    )
