from django.db import models
from django.utils.translation import gettext_lazy as _

from maven.reports.models.stage_report import StageReport


class Passage(models.Model):
    """What the team says in one section of a report, and which gathered lines it leaves out there.

    A line left out is not printed in the section; it stays in the list that its number opens.
    """

    class Section(models.TextChoices):
        SHIPPED = "shipped", _("Shipped!")
        AIMS = "aims", _("What we set out to do")
        SESSIONS = "sessions", _("Sessions held")
        DECISIONS = "decisions", _("Decisions and agreements")
        DISAGREEMENTS = "disagreements", _("What remains to be discussed")
        COMMITMENTS = "commitments", _("Commitments")
        BACKLOG = "backlog", _("Ideas in and out of the backlog")
        STATE = "state", _("The state of the community")
        TENSIONS = "tensions", _("Tensions")
        FEELINGS = "feelings", _("Likes and dislikes")
        CAUSES = "causes", _("Causes and champions")
        AGENDA = "agenda", _("Agenda of the next cycle")

    report = models.ForeignKey(StageReport, models.CASCADE, related_name="passages")
    section = models.CharField(max_length=20, choices=Section)
    words = models.TextField(_("words of the team"), max_length=2000, blank=True)
    left_out = models.JSONField(default=list)

    class Kept:
        nothing = "what a team says together in one section of a report"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "section"], name="passage_once_per_section"),
            models.CheckConstraint(
                condition=models.Q(
                    section__in=[
                        "shipped",
                        "aims",
                        "sessions",
                        "decisions",
                        "disagreements",
                        "commitments",
                        "backlog",
                        "state",
                        "tensions",
                        "feelings",
                        "causes",
                        "agenda",
                    ]
                ),
                name="passage_section_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.section} of report {self.report_id}"
