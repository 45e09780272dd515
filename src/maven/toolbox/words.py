"""The words of the toolbox: moments, scales, and what an activity does, said in a sentence."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from maven.toolbox.models import ActivityKind

MOMENTS = {
    "open": pgettext_lazy("moment", "Open"),
    "diverge": pgettext_lazy("moment", "Explore"),
    "converge": pgettext_lazy("moment", "Converge"),
    "close": pgettext_lazy("moment", "Conclude"),
}
SCALES = {
    "session": gettext_lazy("Session"),
    "process": gettext_lazy("Over several days"),
    "event": gettext_lazy("Event"),
    "element": gettext_lazy("Part of a session"),
    "vote": gettext_lazy("Vote"),
    "content": gettext_lazy("Publication"),
    "ritual": gettext_lazy("Held at each sprint"),
}
# The seed's eight families, each with its picture.
PICTURES = {
    1: "megaphone",
    2: "mic",
    3: "presentation",
    4: "newspaper",
    5: "pencil-ruler",
    6: "wine",
    7: "handshake",
    8: "vote",
}
SCALE_PICTURES = {"session": "users", "process": "calendar-days", "event": "sparkles"}
MUCH, SOME = 3, 2


def moments_of(kind: ActivityKind) -> list[str]:
    return [str(MOMENTS[part]) for part in kind.arc.split() if part in MOMENTS]


def scale_of(kind: ActivityKind) -> str:
    return str(SCALES.get(kind.scale, kind.scale))


def picture_of(kind: ActivityKind) -> str:
    return PICTURES.get(kind.seed_kind or 0) or SCALE_PICTURES.get(kind.scale, "layers")


def people_of(kind: ActivityKind) -> str:
    """How many people, in words."""
    if kind.scale == "content":
        return _("everybody can read it")
    if kind.n_max is None:
        return _("%(least)s people or more") % {"least": _number(kind.n_min)}
    if kind.n_max == kind.n_min:
        return ngettext("%(count)d person", "%(count)d people", kind.n_min) % {"count": kind.n_min}
    return _("%(least)s to %(most)s people") % {
        "least": _number(kind.n_min),
        "most": _number(kind.n_max),
    }


def _number(count: int) -> str:
    return str(number_format(count, use_l10n=True))


def sentence_of(kind: ActivityKind) -> str:
    """The four dimensions in one sentence, for who does not see the drawing."""
    if kind.convergence >= 0.5:
        direction = _("It aligns and concludes")
    elif kind.convergence <= -0.5:
        direction = _("It opens and explores")
    else:
        direction = _("It opens and aligns about as much")
    powers = [
        (kind.measure, _("measures the state of the community")),
        (kind.engage, _("makes people own the actions")),
        (max(kind.connect_qty, kind.connect_quality), _("connects people")),
    ]
    much = [words for mark, words in powers if mark >= MUCH]
    some = [words for mark, words in powers if SOME <= mark < MUCH]
    told = [direction]
    if much:
        told.append(_("Above all: %(powers)s") % {"powers": ", ".join(much)})
    if some:
        told.append(_("Also: %(powers)s") % {"powers": ", ".join(some)})
    return ". ".join(told) + "."
