"""What the compass does when something happens: it asks for one new landscape, once."""

from datetime import timedelta

from maven.compass.operations import ask_reading
from maven.compass.tasks import count_answers, keep_state, learn, read_landscape, suggest
from maven.journal.models import Fact
from maven.journal.readers import Reaction
from maven.voices.models import Consultation, Opinion, Participant, Statement

JUST_BEFORE = timedelta(microseconds=1)


def ask_landscape(fact: Fact) -> None:
    """Costs the same whatever the number of opinions: two look-ups and at most one job."""
    pk = consultation_behind(fact)
    if pk is not None and ask_reading(consultation_pk=pk, at=fact.at):
        read_landscape.enqueue(pk)


def ask_suggestion(fact: Fact) -> None:
    """The situation changed: the combination is ready before anybody asks for it."""
    kind, pk = fact.chain.name.rpartition("-")[::2]
    if kind == "mission":
        suggest.enqueue(int(pk))


def ask_count(fact: Fact) -> None:
    """A barometer closed: its answers are counted."""
    count_answers.enqueue(fact.subject_pk)


def ask_state(fact: Fact, *, before: timedelta = timedelta(0)) -> None:
    """A turn of the mission: how the community was then is kept."""
    kind, pk = fact.chain.name.rpartition("-")[::2]
    if kind == "mission":
        keep_state.enqueue(int(pk), (fact.at - before).isoformat())


def ask_learning(fact: Fact) -> None:
    """A sprint has shown something, or a mark that was believed is another: learnt anew."""
    kind, pk = fact.chain.name.rpartition("-")[::2]
    if kind == "mission":
        learn.enqueue(int(pk))


def on_adoption(fact: Fact) -> None:
    """The start of a sprint is what the community was just before: nobody has acted in it yet."""
    ask_state(fact, before=JUST_BEFORE)
    ask_suggestion(fact)


def on_closing(fact: Fact) -> None:
    ask_state(fact)
    ask_suggestion(fact)
    ask_learning(fact)


def consultation_behind(fact: Fact) -> int | None:
    """The consultation that a fact of the voices is about; None when it is gone."""
    kind, pk = fact.subject_kind, fact.subject_pk
    found: int | None = None
    if kind == Consultation._meta.label_lower:
        found = Consultation.objects.filter(pk=pk).values_list("pk", flat=True).first()
    elif kind == Opinion._meta.label_lower:
        opinions = Opinion.objects.filter(pk=pk)
        found = opinions.values_list("statement__consultation_id", flat=True).first()
    elif kind == Statement._meta.label_lower:
        found = Statement.objects.filter(pk=pk).values_list("consultation_id", flat=True).first()
    elif kind == Participant._meta.label_lower:
        voices = Participant.objects.filter(pk=pk)
        found = voices.values_list("consultation_id", flat=True).first()
    return found


REACTIONS: dict[str, Reaction] = {
    "opinion.given": ask_landscape,
    "opinions.withdrawn": ask_landscape,
    "opinions.claimed": ask_landscape,
    "opinions.imported": ask_landscape,
    "statements.imported": ask_landscape,
    "consultation.imported": ask_landscape,
    "consultation.closed": ask_landscape,
    "accounts.set_aside": ask_landscape,
    "accounts.put_back": ask_landscape,
    "statement.accepted": ask_landscape,
    "statement.refused": ask_landscape,
    "statement.hidden": ask_landscape,
    "statement.restored": ask_landscape,
    "landscape.read": ask_suggestion,
    "sprint.adopted": on_adoption,
    "sprint.closed": on_closing,
    "state.taken": ask_learning,
    "learning.taken": ask_suggestion,
    "activity_kind.corrected": ask_learning,
    "activity_kind.restored": ask_learning,
    "barometer.closed": ask_count,
    "barometer.counted": ask_state,
}
READERS: dict[str, dict[str, Reaction]] = {"compass": REACTIONS}
