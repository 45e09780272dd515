"""What a cell may hold, by kind of column: text in, a value out, or `Wrong` with its reason.

Nothing is guessed silently. What is read otherwise than it is written is told (`tell`), and shown
before anything is kept.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from maven.intake.address import NAME_AT_MOST, Reason, Unreadable, checked
from maven.intake.tables import normal

type Tell = Callable[..., None]
type Cell = Callable[[str, Tell], Any]


class Wrong(Exception):
    """The cell is not what its column holds."""

    def __init__(self, code: str, **particulars: object) -> None:
        super().__init__(code)
        self.code, self.particulars = code, particulars


# Joiners make emoji and several scripts; every other invisible sign can make a name look another.
JOINERS = {"\u200c", "\u200d"}


def shown(text: str) -> str:
    """The words composed and on one line; a sign that is not seen is refused by its name."""
    composed = unicodedata.normalize("NFC", text.replace("\u00ad", ""))
    for sign in composed:
        if sign not in JOINERS and unicodedata.category(sign) in {"Cf", "Cs", "Co", "Cn"}:
            raise Wrong("invisible", detail=name_of(sign))
        if unicodedata.category(sign) == "Cc" and not sign.isspace():
            raise Wrong("invisible", detail=name_of(sign))
    return " ".join(composed.split())


def name_of(sign: str) -> str:
    return f"{unicodedata.name(sign, 'CONTROL CHARACTER')} (U+{ord(sign):04X})"


def words(most: int) -> Cell:
    def read(text: str, tell: Tell) -> str:
        line = shown(text)
        if len(line) > most:
            raise Wrong("long", most=most)
        return line

    return read


name = words(NAME_AT_MOST)


def identifier(text: str, tell: Tell) -> str:
    found = unicodedata.normalize("NFC", text.strip())
    if len(found) > 64 or not found.isprintable():
        raise Wrong("identifier")
    return found


# Addresses

AROUND = re.compile(r"<([^<>]{3,320})>")
SEVERAL = re.compile(r"[;,\s]+")


def email(text: str, tell: Tell) -> str:
    """One address, taken out of what stands round it; two in a cell are two lines."""
    text = unicodedata.normalize("NFC", text.strip())
    found = AROUND.search(text)
    token = found[1].strip() if found else text
    token = re.sub(r"^mailto:", "", token, flags=re.IGNORECASE).split("?")[0]
    if token.count("@") > 1:
        several = [one for one in SEVERAL.split(token) if "@" in one]
        if len(several) > 1:
            raise Wrong("addresses", proposal=" / ".join(several)[:200])
    if "@" not in token and "＠" not in token and "﹫" not in token:
        raise Wrong("no_address")
    address = checked(token, "", token)
    if isinstance(address, Unreadable):
        raise _wrong_address(token, address)
    if token != text:
        tell("extracted")
    spelt, written = address[0].rpartition("@")[2], token.rpartition("@")[2]
    if spelt != written.lower().strip(".,;:"):
        tell("domain-spelt", spelt=spelt)
    return address[0]


def _wrong_address(token: str, told: Unreadable) -> Wrong:
    if told.reason == Reason.ACCENT:
        sign = told.detail
        if not unicodedata.name(sign, "").startswith("LATIN"):
            return Wrong("foreign", detail=name_of(sign))
    return Wrong(told.reason.value, detail=told.detail)


# Numbers

GROUPS = re.compile(r"[\s\u00a0\u202f'’]")
PLAIN = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?")
WHOLE = re.compile(r"[+-]?[0-9]{1,15}")


def number(*, least: float | None = None, most: float | None = None) -> Cell:
    """A finite number in ASCII digits; a comma is the decimal mark, spaces make groups."""

    def read(text: str, tell: Tell) -> float:
        plain = GROUPS.sub("", text.strip())
        if "," in plain and "." in plain:
            raise Wrong("grouped")
        if plain.count(",") > 1 or plain.count(".") > 1:
            raise Wrong("grouped")
        dotted = plain.replace(",", ".")
        if not PLAIN.fullmatch(dotted):
            raise Wrong("decimal")
        value = float(dotted)
        if re.fullmatch(r"[+-]?[0-9]{1,3}[.,][0-9]{3}", plain):  # a thousand, for some
            tell("decimal-read", read=f"{value:g}")
        return bounded(value, least, most)

    return read


def whole(*, least: int | None = None, most: int | None = None) -> Cell:
    def read(text: str, tell: Tell) -> int:
        plain = GROUPS.sub("", text.strip())
        if not WHOLE.fullmatch(plain):
            raise Wrong("number")
        return int(bounded(int(plain), least, most))

    return read


def bounded(value: float, least: float | None, most: float | None) -> float:
    if (least is not None and value < least) or (most is not None and value > most):
        told = {"least": "–∞" if least is None else least, "most": "∞" if most is None else most}
        raise Wrong("bounds", **told)
    return value


# Words that stand for a value

YES_NO = {
    **dict.fromkeys(("oui", "o", "yes", "y", "vrai", "true", "x", "1", "✓", "✔"), True),
    **dict.fromkeys(("non", "n", "no", "faux", "false", "0", "✗"), False),
}
VOTES = {
    **dict.fromkeys(("1", "+1", "d'accord", "accord", "pour", "oui", "agree", "yes"), 1),
    **dict.fromkeys(
        ("-1", "−1", "pas-d'accord", "desaccord", "contre", "non", "disagree", "no"), -1
    ),
    **dict.fromkeys(("0", "je-ne-sais-pas", "sans-avis", "passe", "pass", "?", "ne-sait-pas"), 0),
}


def yes_no(text: str, tell: Tell) -> bool:
    try:
        return YES_NO[normal(text)]
    except KeyError:
        raise Wrong("yes-no") from None


def vote(text: str, tell: Tell) -> int:
    try:
        return VOTES[normal(text.replace("’", "'"))]
    except KeyError:
        raise Wrong("vote") from None


def one_of(values: Mapping[str, Any]) -> Cell:
    """One of a few words, whatever their capitals and accents."""

    def read(text: str, tell: Tell) -> Any:
        try:
            return values[normal(text)]
        except KeyError:
            raise Wrong("choice", known=", ".join(values)) from None

    return read


# Days

ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ T][0-9:.]+Z?)?")
SLASHED = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{1,6})")
SPELT = re.compile(r"([0-9]{1,2})(?:er|st|nd|rd|th)?\s+([^\W\d_]{3,12})\.?\s+([0-9]{1,6})")
SERIAL = re.compile(r"[0-9]{5}(?:[.,][0-9]+)?")
MONTHS = (
    ("janv", "janvier", "jan", "january"),
    ("fevr", "fevrier", "fev", "feb", "february"),
    ("mars", "mar", "march"),
    ("avr", "avril", "apr", "april"),
    ("mai", "may"),
    ("juin", "jun", "june"),
    ("juil", "juillet", "jul", "july"),
    ("aout", "aug", "august"),
    ("sept", "septembre", "sep", "september"),
    ("oct", "octobre", "october"),
    ("nov", "novembre", "november"),
    ("dec", "decembre", "december"),
)
MONTH_OF = {name: number for number, names in enumerate(MONTHS, 1) for name in names}
DAY_ZERO = date(1899, 12, 30).toordinal()  # as workbooks count since 1 March 1900


def day(text: str, tell: Tell) -> date:
    """A day: year first, or day first; a month never comes first."""
    text = text.strip()
    serial = SERIAL.fullmatch(text)
    if serial:
        since = date.fromordinal(DAY_ZERO + int(text[:5]))
        raise Wrong("date-serial", day=f"{since:%d/%m/%Y}")
    parts = _parts_of(text)
    if parts is None:
        raise Wrong("date")
    year, month, day_of_month = parts
    if len(year) < 4:
        raise Wrong("date-short")
    if not 1900 <= int(year) < 2100:
        raise Wrong("date-far")
    try:
        return date(int(year), month, int(day_of_month))
    except ValueError:
        raise Wrong("date-impossible") from None


def _parts_of(text: str) -> tuple[str, int, str] | None:
    if not text.isprintable():
        return None
    for form, (year, month, of_month) in ((ISO, (1, 2, 3)), (SLASHED, (3, 2, 1))):
        found = form.fullmatch(text)
        if found:
            return found[year], int(found[month]), found[of_month]
    spelt = SPELT.fullmatch(text)
    if spelt and normal(spelt[2]) in MONTH_OF:
        return spelt[3], MONTH_OF[normal(spelt[2])], spelt[1]
    return None


# Places and links

POSTAL = re.compile(r"[0-9]{5}|2[AB][0-9]{3}")
PHONE = re.compile(r"(?:\+|00)?[0-9]{8,15}")


def postal_code(text: str, tell: Tell) -> str:
    """A French postal code; workbooks eat the zero of the first nine departments."""
    found = GROUPS.sub("", text.strip()).upper()
    if re.fullmatch(r"[1-9][0-9]{3}", found):
        found = f"0{found}"
        tell("zero-restored", spelt=found)
    if not POSTAL.fullmatch(found) or found.startswith(("00", "96", "99")):
        raise Wrong("postal-code")
    return found


def phone(text: str, tell: Tell) -> str:
    """Digits, as they are written; nine that begin like a French number have lost their zero."""
    found = re.sub(r"[\s\u00a0\u202f.()-]", "", text.strip())
    if not PHONE.fullmatch(found):
        raise Wrong("phone")
    if re.fullmatch(r"[1-9][0-9]{8}", found):
        tell("short-phone")
    return found


def link(text: str, tell: Tell) -> str:
    found = shown(text)
    if len(found) > 400:
        raise Wrong("long", most=400)
    try:
        parts = urlsplit(found)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in found
    except ValueError:
        good = False
    if not good or "@" in parts.netloc:
        raise Wrong("link")
    return found
