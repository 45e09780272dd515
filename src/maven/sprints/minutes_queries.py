"""What the pages read of the minutes of a session."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from maven.sprints.models import Minutes, MinutesLine, Session

Kind = MinutesLine.Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The minutes of a session with their lines."""

    minutes: Minutes
    lines: list[MinutesLine]

    @property
    def is_draft(self) -> bool:
        return self.minutes.published_at is None

    @property
    def groups(self) -> list[tuple[str, str, list[MinutesLine]]]:
        """The lines by kind, what was agreed on first; without what amends them."""
        found = []
        for kind in MinutesLine.Kind:
            lines = [one for one in self.lines if one.kind == kind and not one.amends]
            if lines:
                found.append((kind.value, heading(kind), lines))
        return found

    @property
    def amendments(self) -> list[MinutesLine]:
        return [one for one in self.lines if one.amends]


def heading(kind: MinutesLine.Kind) -> str:
    return {
        Kind.AGREEMENT: _("What was agreed on"),
        Kind.DISAGREEMENT: _("What was not agreed on"),
        Kind.IDEA: _("Ideas"),
        Kind.TENSION: _("Tensions"),
        Kind.DECISION: _("Decisions"),
        Kind.COMMITMENT: _("Commitments"),
    }[kind]


def minutes_of(session: Session) -> Minutes | None:
    found = Minutes.objects.of(session).select_related(
        "session__mission", "opened_by", "published_by"
    )
    return found.first()


def written_of(minutes: Minutes) -> Written:
    lines = MinutesLine.objects.of(minutes).in_order()
    shown = ("person", "written_by", "backlog_item", "tension")
    return Written(minutes=minutes, lines=list(lines.select_related(*shown)))
