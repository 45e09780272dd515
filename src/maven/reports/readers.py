"""A sprint that is closed has its report, days that are logged their forecast: nobody asks."""

from maven.journal.models import Fact
from maven.journal.readers import Reaction
from maven.reports.operations import compile_report
from maven.reports.queries import sprint_without_report
from maven.reports.tasks import estimate_effort


def report_on(fact: Fact) -> None:
    sprint = sprint_without_report(fact.subject_pk)
    if sprint is not None and sprint.closed_by is not None:
        compile_report(sprint=sprint, by=sprint.closed_by, at=fact.at)


def foresee_on(fact: Fact) -> None:
    """Days were logged: what the mission will take is reckoned again."""
    kind, pk = fact.chain.name.rpartition("-")[::2]
    if kind == "mission":
        estimate_effort.enqueue(int(pk))


REACTIONS: dict[str, Reaction] = {"sprint.closed": report_on}
FORESIGHT: dict[str, Reaction] = {"activity.finished": foresee_on}
READERS: dict[str, dict[str, Reaction]] = {"reports": REACTIONS, "effort": FORESIGHT}
