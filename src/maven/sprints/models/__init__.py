from maven.sprints.models.activity import Activity
from maven.sprints.models.deliverable import Deliverable
from maven.sprints.models.feedback import Feedback
from maven.sprints.models.sprint import Sprint
from maven.sprints.models.tension import Tension

__all__ = ["Activity", "Deliverable", "Feedback", "Sprint", "Tension"]
