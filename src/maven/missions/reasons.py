"""Why a line is to correct, in words that say what to do."""

from django.utils.translation import gettext_lazy as _

from maven.intake.address import Reason
from maven.missions.addresses import Trouble

SENTENCES = {
    Reason.NO_ADDRESS: _("There is no address on this line."),
    Reason.INVISIBLE: _("A sign that is not seen hides in it: %(detail)s. Type the line again."),
    Reason.ACCENT: _("An address has no accent: “%(detail)s” is to replace."),
    Reason.SPACE: _("Something is missing beside the @, or a space has slipped in."),
    Reason.DISGUISED: _("The @ is written in words: write the sign."),
    Reason.TWO_AT: _("There are two @ signs."),
    Reason.LOCAL_PART: _("What comes before the @ cannot be: “%(detail)s”."),
    Reason.NO_DOMAIN: _("“%(detail)s” is not a full domain: .fr, .org… is missing."),
    Reason.DOMAIN: _("What comes after the @ cannot be: “%(detail)s”."),
    Reason.TOO_LONG: _("The address is too long."),
    Reason.NAME_TOO_LONG: _("The name is longer than %(detail)s letters."),
    Reason.TWICE: _("Already on line %(detail)s: kept once."),
}


def explained(trouble: Trouble) -> str:
    return str(SENTENCES[trouble.reason]) % {"detail": trouble.detail}
