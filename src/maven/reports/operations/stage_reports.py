"""A stage report: compiled when its sprint is closed, worded by the team, then issued for good."""

from datetime import datetime

from django.db import transaction

from maven.journal.operations import record
from maven.people.models import Person
from maven.reports.contents import content_of
from maven.reports.models import StageReport
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
    report = StageReport.objects.filter(sprint=sprint).first()
    if report is not None and report.issued_at is not None:
        raise ReportIssued
    content = content_of(sprint, at=at)
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
def word_report(*, report: StageReport, words: str, by: Person, at: datetime) -> StageReport:
    """The words of the team, beside what was gathered."""
    report = _draft(report)
    if report.words != words:
        report.words = words
        report.save(update_fields=["words"])
        mission, number = report.sprint.mission, report.sprint.number
        record("report.worded", report, chain=mission.chain, by=by, at=at, number=number)
    return report


@transaction.atomic
def issue_report(*, report: StageReport, by: Person, at: datetime) -> StageReport:
    """The report is handed over: from now on whoever sees the mission reads it."""
    report = _draft(report)
    report.issued_at, report.issued_by = at, by
    report.save(update_fields=["issued_at", "issued_by"])
    mission, number = report.sprint.mission, report.sprint.number
    record("report.issued", report, chain=mission.chain, by=by, at=at, number=number)
    return report


def _draft(report: StageReport) -> StageReport:
    rows = StageReport.objects.select_for_update(of=("self",)).select_related("sprint__mission")
    found = rows.get(pk=report.pk)
    if found.issued_at is not None:
        raise ReportIssued
    return found
