"""Why a line is to correct, in words that say what to do."""

from django.utils.translation import gettext_lazy as _

from maven.intake.address import Reason
from maven.missions.addresses import Found, Trouble, table_of
from maven.missions.doubts import Doubt, Doubtful

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


DOUBTS = {
    Doubt.TYPO: _("A slip of the finger? “%(meant)s” is much more usual."),
    Doubt.SAME_BOX: _("It reaches the same box as %(meant)s, above: one person, or two?"),
    Doubt.MEMBER: _("It reaches the same box as %(meant)s, who takes part or is invited already."),
    Doubt.NOBODY: _("Nobody reads letters at such an address."),
}


def doubted(one: Doubtful) -> str:
    return str(DOUBTS[one.doubt]) % {"meant": one.meant}


def ways_on(one: Doubtful) -> list[tuple[str, str]]:
    """What may be done with a doubtful address, besides leaving it aside: (its row, the address)."""
    spelt = [one.found.email]
    if one.doubt is Doubt.TYPO:
        spelt.insert(0, one.meant)
    return [(row_of(Found(email, one.found.name, one.found.line)), email) for email in spelt]


def row_of(found: Found) -> str:
    return table_of([found]).splitlines()[-1]
