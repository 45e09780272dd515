"""What the pages ask about reports and hidings: lists for the team, counts for everybody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from maven.missions.models import Mission
from maven.voices.models import (
    Charter,
    Consultation,
    Hiding,
    Notice,
    Participant,
    Rule,
    Statement,
)
from maven.voices.models.charter import usual_rules

A_MONTH = timedelta(days=30)


def charter_of(mission: Mission) -> Charter | None:
    return Charter.objects.filter(mission=mission).first()


def rules_of(charter: Charter | None) -> list[Rule]:
    """The rules of the mission, or the usual ones."""
    return charter.rules if charter else usual_rules()


def reported_statements(mission: Mission) -> QuerySet[Statement]:
    """Ideas that somebody reported and nobody of the team looked at since, most reported first."""
    waiting = Q(notices__settled_at=None, notices__isnull=False)
    mine = Statement.objects.filter(consultation__mission=mission).accepted()
    return (
        mine.annotate(
            reports=Count("notices", filter=waiting),
            first_at=Min("notices__given_at", filter=waiting),
        )
        .filter(reports__gt=0)
        .select_related("consultation", "cause")
        .order_by("-reports", "first_at", "pk")
    )


def rules_reported(statements: Iterable[Statement]) -> dict[int, list[tuple[str, int]]]:
    """For each idea, the rules that were named and by how many; one query."""
    rows = (
        Notice.objects.open()
        .filter(statement__in=list(statements))
        .values("statement_id", "words")
        .annotate(number=Count("pk"))
        .order_by("-number", "words")
    )
    told: dict[int, list[tuple[str, int]]] = {}
    for row in rows:
        told.setdefault(row["statement_id"], []).append((row["words"], row["number"]))
    return told


def standing_hidings(mission: Mission) -> QuerySet[Hiding]:
    """Hidden ideas, those with an appeal to decide first, oldest first."""
    return (
        Hiding.objects.of(mission)
        .standing()
        .annotate(asked=Count("pk", filter=Q(appealed_at__isnull=False, upheld_at=None)))
        .select_related("statement__consultation", "hidden_by")
        .order_by("-asked", "hidden_at", "pk")
    )


def hidings_of(consultation: Consultation, author: Participant | None) -> QuerySet[Hiding]:
    """The ideas of this voice that are hidden, for its eyes."""
    if author is None:
        return Hiding.objects.none()
    mine = Hiding.objects.standing().filter(
        statement__author=author, statement__consultation=consultation
    )
    return mine.select_related("statement").order_by("hidden_at", "pk")


def returned_to(
    consultation: Consultation, author: Participant | None, *, at: datetime
) -> QuerySet[Hiding]:
    """The ideas of this voice that came back in the last month, with the team's answer."""
    if author is None:
        return Hiding.objects.none()
    back = Hiding.objects.filter(
        statement__author=author,
        statement__consultation=consultation,
        statement__hidden_at=None,
        restored_at__gte=at - A_MONTH,
    )
    return back.select_related("statement").order_by("-restored_at", "-pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLog:
    """What was done in the name of a rule, in numbers."""

    words: str
    reports: int
    hidden: int
    restored: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """All that was moderated in a mission, without a name."""

    rules: list[RuleLog]
    reports: int
    waiting: int
    refused: int
    hidden: int
    appeals: int
    upheld: int
    restored: int


def log_of(mission: Mission, rules: Iterable[Rule]) -> Log:
    """Three queries, whatever the number of reports. Rules of before are told in their own words."""
    notices: dict[str, tuple[str, int, int]] = {
        row["rule"]: (row["last"], row["number"], row["waiting"])
        for row in Notice.objects.filter(statement__consultation__mission=mission)
        .order_by()
        .values("rule")
        .annotate(
            number=Count("pk"), waiting=Count("pk", filter=Q(settled_at=None)), last=Min("words")
        )
    }
    hidings: dict[str, dict[str, Any]] = {
        row["rule"]: dict(row)
        for row in Hiding.objects.of(mission)
        .order_by()
        .values("rule")
        .annotate(
            number=Count("pk"),
            back=Count("restored_at"),
            appeals=Count("appealed_at"),
            upheld=Count("upheld_at"),
            last=Min("words"),
        )
    }
    words = {slug: told[0] for slug, told in notices.items()}
    words |= {slug: row["last"] for slug, row in hidings.items()}
    words |= {rule.slug: rule.words for rule in rules}
    lines = [
        RuleLog(
            words=words[slug],
            reports=notices.get(slug, ("", 0, 0))[1],
            hidden=hidings.get(slug, {}).get("number", 0),
            restored=hidings.get(slug, {}).get("back", 0),
        )
        for slug in sorted(notices.keys() | hidings.keys(), key=lambda slug: words[slug])
    ]
    return Log(
        rules=lines,
        reports=sum(told[1] for told in notices.values()),
        waiting=sum(told[2] for told in notices.values()),
        refused=Statement.objects.filter(consultation__mission=mission).refused().count(),
        hidden=sum(row["number"] for row in hidings.values()),
        appeals=sum(row["appeals"] for row in hidings.values()),
        upheld=sum(row["upheld"] for row in hidings.values()),
        restored=sum(row["back"] for row in hidings.values()),
    )
