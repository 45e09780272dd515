"""What a team writes in the sections of a report, and beside a report that was issued."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from maven.journal.operations import record
from maven.people.models import Person
from maven.reports.models import Addendum, Passage, StageReport
from maven.reports.operations.stage_reports import draft_held


class ReportNotIssued(Exception):
    """A draft is edited; only what was issued is corrected beside it."""


@transaction.atomic
def edit_section(
    *,
    report: StageReport,
    section: str,
    words: str,
    left_out: Iterable[str],
    by: Person,
    at: datetime,
) -> Passage:
    """The words of a section, and the keys of the gathered lines that it does not print."""
    report = draft_held(report)
    passage, _new = Passage.objects.get_or_create(report=report, section=section)
    said = (words, sorted(set(left_out)))
    if (passage.words, passage.left_out) != said:
        passage.words, passage.left_out = said
        passage.save(update_fields=["words", "left_out"])
        mission, number = report.sprint.mission, report.sprint.number
        record(
            "report.edited",
            report,
            chain=mission.chain,
            by=by,
            at=at,
            number=number,
            section=section,
        )
    return passage


@transaction.atomic
def amend_report(*, report: StageReport, words: str, by: Person, at: datetime) -> Addendum:
    """A dated correction beside an issued report, which stays as it is."""
    if report.issued_at is None:
        raise ReportNotIssued
    addendum = Addendum.objects.create(report=report, words=words, added_at=at, added_by=by)
    mission, number = report.sprint.mission, report.sprint.number
    record("report.amended", report, chain=mission.chain, by=by, at=at, number=number)
    return addendum
