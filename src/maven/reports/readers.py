"""A sprint that is closed has its report: nobody has to ask for it."""

from maven.journal.models import Fact
from maven.journal.readers import Reaction
from maven.reports.operations import compile_report
from maven.reports.queries import sprint_without_report


def report_on(fact: Fact) -> None:
    sprint = sprint_without_report(fact.subject_pk)
    if sprint is not None and sprint.closed_by is not None:
        compile_report(sprint=sprint, by=sprint.closed_by, at=fact.at)


REACTIONS: dict[str, Reaction] = {"sprint.closed": report_on}
READERS: dict[str, dict[str, Reaction]] = {"reports": REACTIONS}
