from maven.reports.models.stage_report import StageReport

__all__ = ["StageReport"]
