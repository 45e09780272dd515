"""What the operator has set: keys, names, addresses, letters."""

import re
from collections.abc import Iterator

import pyrage
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from maven.config.secret import LEAST
from maven.config.trouble import Trouble

LOCAL = frozenset({"127.0.0.1", "localhost", "[::1]"})
EXAMPLES = re.compile(r"change.?me|your.?secret|example|django-insecure|^test", re.IGNORECASE)
LEAST_METRICS_KEY = 20
LEAST_PASSPHRASE = 16
A_YEAR = 31_536_000


def is_public() -> bool:
    return not set(settings.ALLOWED_HOSTS) <= LOCAL


def sends_letters() -> bool:
    return str(settings.MAILERS["default"]["BACKEND"]).endswith("smtp.EmailBackend")


def secret() -> Iterator[Trouble]:
    if len(settings.SECRET_KEY) < LEAST or len(set(settings.SECRET_KEY)) < 8:
        yield Trouble(
            "M.E001",
            _("The secret key is short or monotonous: sessions and forms could be forged."),
            _(
                "Leave MAVEN_SECRET_KEY empty (one is made and kept in the store's folder), or "
                "give at least %(least)d random characters."
            )
            % {"least": LEAST},
        )
    elif EXAMPLES.search(settings.SECRET_KEY):
        yield Trouble(
            "M.E009",
            _("The secret key is the one of an example: whoever read it can forge sessions."),
            _("Leave MAVEN_SECRET_KEY empty, or draw one: %(command)s")
            % {"command": 'python3 -c "import secrets; print(secrets.token_urlsafe(50))"'},
        )
    kept = settings.VAR / "secret-key"
    if kept.exists() and kept.stat().st_mode & 0o077:
        yield Trouble(
            "M.E002", _("Others on this machine can read the secret key."), f"chmod 600 {kept}"
        )


def debugging() -> Iterator[Trouble]:
    if settings.DEBUG and not settings.DEMO:
        yield Trouble(
            "M.E003",
            _("Debugging is on: errors would show the inside of the house to visitors."),
            _("Unset MAVEN_DEBUG."),
            "error" if is_public() else "warning",
        )


def demonstration() -> Iterator[Trouble]:
    if settings.DEMO and sends_letters():
        yield Trouble(
            "M.E070",
            _("The demonstration's one-click sign-ins are open while letters reach real people."),
            _("Unset MAVEN_DEMO; or unset MAVEN_EMAIL_URL for a demonstration."),
        )
    elif settings.DEMO and is_public():
        yield Trouble(
            "M.E071",
            _("This is a demonstration under a public name: anybody may act as anybody."),
            _("Unset MAVEN_DEMO where there are real people."),
            "warning",
        )


def hosts() -> Iterator[Trouble]:
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        yield Trouble(
            "M.E004",
            _("The server would answer to any host name."),
            _("Name yours: %(setting)s") % {"setting": "MAVEN_ALLOWED_HOSTS=maven.example.org"},
        )
    for host in settings.ALLOWED_HOSTS:
        if "/" in host or ":" in host.strip("[]").replace("::1", ""):
            yield Trouble(
                "M.E005",
                _("%(host)r is not a host name.") % {"host": host},
                _("Write names only in MAVEN_ALLOWED_HOSTS, without https:// nor port."),
            )


def https() -> Iterator[Trouble]:
    if settings.DEMO or settings.DEBUG:
        return
    if not settings.HTTPS and is_public():
        yield Trouble(
            "M.E006",
            _("Sessions would travel in the clear: HTTPS is off for a public host."),
            _("Put a proxy with HTTPS in front and unset MAVEN_HTTPS."),
        )
    if settings.HTTPS and not is_public():
        yield Trouble(
            "M.E007",
            _("HTTPS is on for this machine's own names: a browser would not keep a session."),
            _("Name the site in MAVEN_ALLOWED_HOSTS; or set MAVEN_HTTPS=false to try it here."),
            "warning",
        )
    kept = settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE
    if settings.HTTPS and not (kept and settings.SECURE_HSTS_SECONDS >= A_YEAR):
        yield Trouble(
            "M.E008",
            _("Browsers are not told to stay on HTTPS (HSTS, secure cookies)."),
            _("Keep SECURE_HSTS_SECONDS at a year and both cookies secure in the settings."),
        )


def mail() -> Iterator[Trouble]:
    if settings.DEMO or settings.DEBUG:
        return
    if not sends_letters():
        yield Trouble(
            "M.E040",
            _("No mail server is set: sign-in codes are written to files and reach nobody."),
            "MAVEN_EMAIL_URL=smtp+tls://user:password@mail.example.org:587",
            "warning",
        )
        return
    told = settings.MAILERS["default"]["OPTIONS"]
    away = told.get("host") not in {"localhost", "127.0.0.1", "::1"}
    if told.get("password") and away and not (told.get("use_tls") or told.get("use_ssl")):
        yield Trouble(
            "M.E043",
            _("Letters and the mail server's password would travel in the clear."),
            _("Write smtp+tls:// (port 587) or smtp+ssl:// (port 465) in MAVEN_EMAIL_URL."),
        )
    if not is_sender(settings.DEFAULT_FROM_EMAIL):
        yield Trouble(
            "M.E044",
            _("No letter can be sent from %(sender)r.") % {"sender": settings.DEFAULT_FROM_EMAIL},
            'MAVEN_FROM_EMAIL="Maven <maven@example.org>"',
        )


def is_sender(text: str) -> bool:
    address = text.rpartition("<")[2].strip("> ")
    try:
        validate_email(address)
    except ValidationError:
        return False
    return not address.endswith("@localhost")


def people() -> Iterator[Trouble]:
    """Who answers for the place, and whom to tell of a weakness."""
    if settings.DEMO or settings.DEBUG:
        return
    if not settings.OPERATOR and is_public():
        yield Trouble(
            "M.E045",
            _("The legal notice does not say who runs this place."),
            _("Set MAVEN_OPERATOR to a name and how to reach it."),
            "warning",
        )
    contact = settings.SECURITY_CONTACT
    if contact and not contact.startswith(("mailto:", "https://", "tel:")):
        yield Trouble(
            "M.E046",
            _("MAVEN_SECURITY_CONTACT is no address that security.txt may hold."),
            _("Write mailto:security@example.org, or an https:// page."),
        )
    if not contact and is_public():
        yield Trouble(
            "M.E047",
            _("Nobody is named to be told of a weakness (security.txt)."),
            "MAVEN_SECURITY_CONTACT=mailto:security@example.org",
            "warning",
        )


def keys() -> Iterator[Trouble]:
    """Of the figures, and of the backups."""
    if settings.METRICS_KEY and len(settings.METRICS_KEY) < LEAST_METRICS_KEY:
        yield Trouble(
            "M.E066",
            _("The key of the figures can be guessed: it is short."),
            _("Give MAVEN_METRICS_KEY at least %(least)d random characters.")
            % {"least": LEAST_METRICS_KEY},
        )
    for recipient in settings.BACKUP_RECIPIENTS:
        if not is_recipient(recipient):
            yield Trouble(
                "M.E067",
                _("No backup can be encrypted for %(recipient)r.")
                % {"recipient": recipient[:12] + "…"},
                _("MAVEN_BACKUP_RECIPIENT is a public key that begins with age1 (age-keygen)."),
            )
    if 0 < len(settings.BACKUP_PASSPHRASE) < LEAST_PASSPHRASE:
        yield Trouble(
            "M.E068",
            _("The passphrase of the backups can be guessed: it is short."),
            _("Give MAVEN_BACKUP_PASSPHRASE at least %(least)d characters: six words at random.")
            % {"least": LEAST_PASSPHRASE},
        )


def is_recipient(text: str) -> bool:
    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


CHECKS = (
    secret,
    debugging,
    demonstration,
    hosts,
    https,
    mail,
    people,
    keys,
)
