"""What of a mission leaves with it, and what does not: every decision, in one table, with its reason.

The tables and their fields are found from the models (`survey`); what is decided here is only what does
not leave as it is. A model that is reached from a mission and not in this table stops every archive,
and a test: nothing leaves, and nothing stays behind, because nobody thought of it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

type Words = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A field that stays behind; the row comes back with `value`, or with the field's default."""

    why: Words
    value: Any = None
    by_default: bool = False
    made: Callable[[Mapping[str, Any]], Any] | None = None  # from the row as it is in the archive


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """The rows leave, with all their fields but these."""

    left: Mapping[str, Left] = field(default_factory=dict)
    days: tuple[str, ...] = ()  # instants of which only the day leaves
    cleared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # keys of JSON left out


@dataclass(frozen=True, slots=True, kw_only=True)
class StaysHere:
    """The rows do not leave."""

    why: Words


WHOLE = Carried()
ITS_OWN_HOUSE = _("It speaks of this house, not of the mission.")
DECISIONS: Mapping[str, Carried | StaysHere] = {
    "missions.Mission": WHOLE,
    "missions.Membership": WHOLE,
    "missions.PreparationStep": WHOLE,
    "missions.Sector": WHOLE,
    "missions.Placement": WHOLE,
    "missions.Invitation": StaysHere(
        why=_("It holds the addresses of people who have not come, and links that open here.")
    ),
    "missions.JoinRequest": StaysHere(why=ITS_OWN_HOUSE),
    "missions.FileImport": StaysHere(why=_("A file is taken back where it was taken in.")),
    "missions.ImportedRow": StaysHere(why=_("A file is taken back where it was taken in.")),
    "missions.Framing": WHOLE,
    "missions.BriefingNote": WHOLE,
    "missions.EarlierDeliverable": WHOLE,
    "missions.DeliverableFile": WHOLE,
    "missions.Interview": Carried(
        left={
            "name": Left(why=_("Whoever was met alone spoke to this team."), made=lambda row: "–"),
            "person": Left(why=_("Whoever was met alone spoke to this team.")),
        }
    ),
    "missions.InterviewAnswer": StaysHere(
        why=_("What somebody said alone stays with the team that heard it.")
    ),
    "missions.Annotation": WHOLE,
    "causes.Cause": WHOLE,
    "causes.Champion": WHOLE,
    "causes.Candidate": StaysHere(why=_("A count that is made again where it is needed.")),
    "toolbox.ActivityKind": WHOLE,
    "toolbox.Quantity": WHOLE,
    "sprints.Sprint": WHOLE,
    "sprints.BacklogItem": WHOLE,
    "sprints.Activity": Carried(
        left={"item": Left(why=_("What it took of the reserve says which sprint took it."))}
    ),
    "sprints.Wish": StaysHere(
        why=_("Who wants what is nobody's business; the plan that is adopted keeps the counts.")
    ),
    "sprints.Availability": StaysHere(
        why=_("Who gives how many days is nobody's business; the adopted plan keeps their sum.")
    ),
    "sprints.Deliverable": WHOLE,
    "sprints.Tension": Carried(
        left={
            "activity": Left(
                why=_("It comes before the activities, of which one was to reduce it: said again.")
            )
        }
    ),
    "sprints.Session": WHOLE,
    "sprints.AgendaItem": WHOLE,
    "sprints.Registration": WHOLE,
    "sprints.FeedbackGroup": WHOLE,
    "sprints.FollowUp": WHOLE,
    "sprints.Review": Carried(
        left={
            "voices": Left(
                why=_("Seals of this house: elsewhere they say nothing."), by_default=True
            )
        }
    ),
    "sprints.ShippedLine": WHOLE,
    "sprints.Mood": Carried(
        left={"key": Left(why=_("The number of a form, of no use any more."), by_default=True)}
    ),
    "sprints.MoodCall": StaysHere(
        why=_("Who has said a mood is nobody's business once the sprint is closed.")
    ),
    "sprints.Feedback": Carried(
        left={"key": Left(why=_("The number of a form, of no use any more."), by_default=True)}
    ),
    "sprints.Attendance": WHOLE,
    "sprints.SessionRole": WHOLE,
    "sprints.SessionTally": WHOLE,
    "sprints.Minutes": WHOLE,
    "sprints.MinutesLine": WHOLE,
    "sprints.Roti": Carried(
        left={"key": Left(why=_("The number of a form, of no use any more."), by_default=True)}
    ),
    "sprints.RotiCall": StaysHere(
        why=_("Who has given a mark is nobody's business a week after the session.")
    ),
    "voices.Consultation": WHOLE,
    "voices.ImportedFile": WHOLE,
    "voices.Charter": WHOLE,
    "voices.Hiding": WHOLE,
    "voices.Assistance": StaysHere(
        why=_("The day of an agreement would tell which answers are those of whoever gave it.")
    ),
    "voices.Notice": StaysHere(
        why=_("Who says that an idea breaks a rule is known by a secret of this house.")
    ),
    "voices.SettingAside": WHOLE,
    "voices.Arrival": StaysHere(
        why=_("It is made with a secret of this house, and goes after ninety days.")
    ),
    "voices.Statement": Carried(
        left={"author": Left(why=_("It would tell which answers are those of its author."))}
    ),
    "voices.Participant": Carried(
        left={
            "person": Left(why=_("Who answered what is nobody's business.")),
            "guest_digest": Left(why=_("Who answered what is nobody's business.")),
            "source_id": Left(
                why=_("Replaced by a number that holds in this archive only."),
                made=lambda row: str(row["id"]),
            ),
        },
        days=("came_at",),
    ),
    "voices.Opinion": Carried(days=("given_at",)),
    "compass.Aim": WHOLE,
    "compass.Barometer": WHOLE,
    "compass.BarometerAnswer": StaysHere(why=_("Who answered what is nobody's business.")),
    "compass.DueReading": StaysHere(why=_("A job that waits here; it is asked for again there.")),
    "compass.Reading": Carried(
        left={"fingerprint": Left(why=_("It tells who has answered."), value="")},
        cleared={"result": ("places",)},
    ),
    "compass.Suggestion": WHOLE,
    "reports.Quotation": WHOLE,
    "reports.StageReport": WHOLE,
    "reports.Passage": WHOLE,
    "reports.Addendum": WHOLE,
    "archives.MissionArchive": StaysHere(why=ITS_OWN_HOUSE),
    "archives.Publication": WHOLE,
}

# Rows that several missions share: those that a mission refers to leave with it.
AROUND: Mapping[str, Carried] = {
    "people.Organisation": WHOLE,
    "people.Person": Carried(
        left={
            "password": Left(
                why=_("A secret of this house."), made=lambda row: make_password(None)
            ),
            "last_login": Left(why=ITS_OWN_HOUSE),
            "language": Left(why=ITS_OWN_HOUSE, value=""),
            "about": Left(why=_("It belongs to the person, who says it again."), value=""),
            "joined_at": Left(why=ITS_OWN_HOUSE),
        }
    ),
}
# Rows of nobody, the same in every house: referred to by their name.
SHARED: Mapping[str, str] = {"toolbox.ActivityKind": "slug"}
