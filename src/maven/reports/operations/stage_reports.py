"""A stage report: compiled when its sprint is closed, worded by the team, then issued for good."""

from datetime import datetime

from django.db import transaction

from maven.journal.operations import record
from maven.people.models import Person
from maven.reports.comparing import former_of
from maven.reports.contents import content_of, journal_of
from maven.reports.models import StageReport
from maven.reports.sealing import seal_of
from maven.sprints.models import Sprint


class SprintStillRuns(Exception):
    """A report tells of a sprint whose review was held."""


class ReportIssued(Exception):
    """What was handed over is not rewritten."""


@transaction.atomic
def compile_report(*, sprint: Sprint, by: Person, at: datetime) -> StageReport:
    """Gathers the report; again, it is gathered anew and keeps the words of the team."""
    sprint = (
        Sprint.objects.select_for_update(of=("self",)).select_related("mission").get(pk=sprint.pk)
    )
    if sprint.closed_at is None:
        raise SprintStillRuns
    report = StageReport.objects.select_for_update(of=("self",)).filter(sprint=sprint).first()
    if report is not None and report.issued_at is not None:
        raise ReportIssued
    content = content_of(sprint, at=at) | former_of(sprint)
    report, _ = StageReport.objects.update_or_create(
        sprint=sprint,
        defaults={
            "content": content,
            "head": content["journal"]["head"],
            "compiled_at": at,
            "compiled_by": by,
        },
    )
    record(
        "report.compiled", report, chain=sprint.mission.chain, by=by, at=at, number=sprint.number
    )
    return report


@transaction.atomic
def word_report(
    *, report: StageReport, words: str, asked: str | None = None, by: Person, at: datetime
) -> StageReport:
    """The words of the team, and the decision asked of the sponsor; None leaves it as it is."""
    report = draft_held(report)
    said = (words, report.asked if asked is None else asked)
    if (report.words, report.asked) != said:
        report.words, report.asked = said
        report.save(update_fields=["words", "asked"])
        mission, number = report.sprint.mission, report.sprint.number
        record("report.worded", report, chain=mission.chain, by=by, at=at, number=number)
    return report


@transaction.atomic
def issue_report(*, report: StageReport, by: Person, at: datetime) -> StageReport:
    """The report is handed over, with the head that the journal has now, and sealed in it.

    From now on whoever sees the mission reads it.
    """
    report = draft_held(report)
    mission, number = report.sprint.mission, report.sprint.number
    journal = journal_of(mission)
    report.content["journal"] |= journal
    report.head = journal["head"]
    report.issued_at, report.issued_by = at, by
    report.seal = seal_of(report)
    report.save(update_fields=["content", "head", "issued_at", "issued_by", "seal"])
    record(
        "report.issued",
        report,
        chain=mission.chain,
        by=by,
        at=at,
        number=number,
        seal=report.seal,
        head=report.head,
    )
    return report


def draft_held(report: StageReport) -> StageReport:
    """The report as it stands, nobody else's until the end; refused once it was issued."""
    rows = StageReport.objects.select_for_update(of=("self",)).select_related("sprint__mission")
    found = rows.get(pk=report.pk)
    if found.issued_at is not None:
        raise ReportIssued
    return found
