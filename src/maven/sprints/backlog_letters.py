"""The letter to whoever proposed something: what the team answered, and why."""

from datetime import datetime

from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation

from maven.sprints.models import BacklogItem
from maven.ui.letters import written

State = BacklogItem.State
TOLD = (State.ACCEPTED, State.DUPLICATE, State.LATER, State.DECLINED)


def write_to_proposer(pk: int, state: str, origin: str, *, at: datetime) -> None:
    """Once for each answer; one that was changed meanwhile is told by its own letter."""
    rows = BacklogItem.objects.in_state(*TOLD).filter(pk=pk, state=state, told_at=None)
    item = rows.select_related("mission", "proposed_by", "settled_by", "duplicate_of").first()
    person = item.proposed_by if item else None
    if item is None or person is None or not person.email or not person.is_active:
        return
    if person == item.settled_by or not rows.update(told_at=at):
        return
    mission = item.mission
    language = person.language or mission.language
    with translation.override(language):
        page = reverse("sprints:backlog", args=[mission.slug])
    words = {
        "item": item,
        "mission": mission,
        "answerer": item.settled_by.public_name if item.settled_by else "",
        "link": origin.rstrip("/") + page,
    }
    subject, body = written("sprints/letters/item", words, language=language)
    try:
        EmailMessage(subject, body, to=[person.email]).send()
    except OSError:  # given back: the job is tried again
        BacklogItem.objects.filter(pk=pk, told_at=at).update(told_at=None)
        raise
