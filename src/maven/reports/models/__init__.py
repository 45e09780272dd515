from maven.reports.models.addendum import Addendum
from maven.reports.models.passage import Passage
from maven.reports.models.quotation import Quotation
from maven.reports.models.stage_report import StageReport

__all__ = ["Addendum", "Passage", "Quotation", "StageReport"]
