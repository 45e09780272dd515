from maven.sprints.models.activity import Activity
from maven.sprints.models.agenda_item import AgendaItem
from maven.sprints.models.attendance import Attendance
from maven.sprints.models.availability import Availability
from maven.sprints.models.backlog_item import BacklogItem
from maven.sprints.models.calendar_feed import CalendarFeed
from maven.sprints.models.deliverable import Deliverable
from maven.sprints.models.feedback import Feedback
from maven.sprints.models.feedback_group import FeedbackGroup
from maven.sprints.models.minutes import Minutes
from maven.sprints.models.minutes_line import MinutesLine
from maven.sprints.models.mood import Mood, MoodCall
from maven.sprints.models.registration import Registration
from maven.sprints.models.review import FollowUp, Review, ShippedLine
from maven.sprints.models.roti import Roti, RotiCall
from maven.sprints.models.session import Session
from maven.sprints.models.session_role import SessionRole
from maven.sprints.models.session_tally import SessionTally
from maven.sprints.models.sprint import Sprint
from maven.sprints.models.tension import Tension
from maven.sprints.models.wish import Wish

__all__ = [
    "Attendance",
    "Minutes",
    "MinutesLine",
    "Roti",
    "RotiCall",
    "SessionRole",
    "SessionTally",
    "Activity",
    "BacklogItem",
    "AgendaItem",
    "Availability",
    "CalendarFeed",
    "Deliverable",
    "Feedback",
    "FeedbackGroup",
    "FollowUp",
    "Mood",
    "MoodCall",
    "Review",
    "ShippedLine",
    "Registration",
    "Session",
    "Sprint",
    "Tension",
    "Wish",
]
