"""A conversation held elsewhere came in as one thing, and is taken back as one, or not at all."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from maven.intake.registry import Added, Label, Stays, StaysWhole
from maven.journal.models import Fact
from maven.missions.models import Mission
from maven.voices.models import Consultation, Opinion, Participant, Statement

IMPORTED, PUBLISHED = "consultation.imported", "counts.published"


def undo(
    added: Sequence[Added], mission: Mission, *, made_at: datetime, by: Any, at: datetime
) -> list[Stays]:
    """The consultation goes with all its ideas and answers, unless people did something with it."""
    mine = Consultation.objects.of(mission).select_for_update(of=("self",))
    for one in mine.filter(pk__in=[row.pk for row in added]).order_by("pk"):
        reasons = list(done_since(one))
        if reasons:
            raise StaysWhole([Stays(line=0, words=one.question, why=why) for why in reasons])
        Opinion.objects.of(one).delete()
        Statement.objects.of(one).delete()
        Participant.objects.of(one).delete()
        one.delete()
    return []


def done_since(call: Consultation) -> Iterator[Label]:
    """All that people do is a fact: about the consultation, or about one of its ideas."""
    ideas = Statement.objects.of(call)
    verbs = set(Fact.objects.about(call).values_list("verb", flat=True).distinct())
    if PUBLISHED in verbs:
        yield _("Its counts are published.")
    if verbs - {IMPORTED, PUBLISHED}:
        yield _("It was opened again or answered since.")
    about = Fact.objects.filter(
        subject_kind=Statement._meta.label_lower, subject_pk__in=ideas.values("pk")
    )
    if about.exists() or ideas.exclude(cause=None).exists():
        yield _("The team has moved on with its ideas.")
