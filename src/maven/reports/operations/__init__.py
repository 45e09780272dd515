"""What is done with stage reports and quotations."""

from maven.reports.operations.passages import ReportNotIssued, amend_report, edit_section
from maven.reports.operations.quotations import (
    DraftStands,
    NothingToIssue,
    QuotationIssued,
    draft_again,
    issue_quotation,
    save_quotation,
)
from maven.reports.operations.stage_reports import (
    ReportIssued,
    SprintStillRuns,
    compile_report,
    issue_report,
    word_report,
)

__all__ = [
    "DraftStands",
    "NothingToIssue",
    "QuotationIssued",
    "draft_again",
    "issue_quotation",
    "save_quotation",
    "ReportNotIssued",
    "amend_report",
    "edit_section",
    "ReportIssued",
    "SprintStillRuns",
    "compile_report",
    "issue_report",
    "word_report",
]
