"""What the pages of the reports read."""

from dataclasses import dataclass

from maven.missions.models import Mission
from maven.reports.models import Passage, StageReport
from maven.sprints.models import Sprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A closed sprint and its report, which may still wait to be gathered."""

    sprint: Sprint
    report: StageReport | None


def reports_of(mission: Mission, *, drafts: bool) -> list[Listed]:
    """The latest first; those not issued only for who may read drafts."""
    sprints = Sprint.objects.of(mission).closed().latest_first()
    found = {one.sprint_id: one for one in StageReport.objects.filter(sprint__mission=mission)}
    listed = [Listed(sprint=sprint, report=found.get(sprint.pk)) for sprint in sprints]
    return [one for one in listed if drafts or (one.report is not None and one.report.issued_at)]


def report_of(mission: Mission, number: int) -> StageReport | None:
    found = StageReport.objects.filter(sprint__mission=mission, sprint__number=number)
    return found.select_related("sprint__mission", "compiled_by", "issued_by").first()


def closed_sprint(mission: Mission, number: int) -> Sprint | None:
    return Sprint.objects.of(mission).closed().filter(number=number).first()


def sprint_without_report(pk: int) -> Sprint | None:
    """The closed sprint, unless its report is there already: a fact may be met twice."""
    reported = StageReport.objects.filter(sprint=pk)
    if reported.exists():
        return None
    return Sprint.objects.closed().select_related("mission", "closed_by").filter(pk=pk).first()


def passage_of(report: StageReport, section: str) -> Passage | None:
    return Passage.objects.filter(report=report, section=section).first()
