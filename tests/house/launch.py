"""What the launch of a mission leaves, one of each: for the matrix of addresses, and for archives."""

from maven.missions.models import Annotation, Interview, InterviewAnswer
from maven.missions.operations.annotations import annotate_deliverable
from maven.missions.operations.deliverables import Document, keep_deliverable
from maven.missions.operations.framings import set_framing
from maven.missions.operations.notes import write_note
from tests import cast


class Launched:
    def __init__(self, mission):
        told = {"mission": mission, "by": mission.launched_by, "at": cast.NOON}
        self.framing = set_framing(
            changes={"objectives": "Former ici.", "follow_up": "Un budget.", "guide": "Quoi ?"},
            **told,
        )
        self.note = write_note(title="Qui fait quoi", words="La Ville.", audience="group", **told)
        self.deliverable = keep_deliverable(
            title="Étude de 2012",
            document=Document(name="etude.txt", content=b"Il manque un lieu.\n"),
            **told,
        )
        self.annotation = annotate_deliverable(
            deliverable=self.deliverable,
            quotation="Il manque un lieu.",
            page="12",
            by=mission.launched_by,
            at=cast.NOON,
        )
        self.interview = Interview.objects.create(
            mission=mission,
            name="Une élue fictive",
            planned_at=cast.NOON,
            planned_by=mission.launched_by,
            held_on=cast.TODAY,
            consent=Interview.Consent.QUOTED,
        )
        InterviewAnswer.objects.create(
            interview=self.interview, number=1, question="Quoi ?", words="Un lieu commun."
        )
        self.quotation = Annotation.objects.create(
            mission=mission, interview=self.interview, quotation="Un lieu.", made_at=cast.NOON
        )

    def named(self, name):
        return {
            "missions:note": self.note,
            "missions:note_edit": self.note,
            "missions:note_removal": self.note,
            "missions:deliverable": self.deliverable,
            "missions:deliverable_file": self.deliverable,
            "missions:deliverable_removal": self.deliverable,
            "missions:passage_removal": self.annotation,
            "missions:interview": self.interview,
            "missions:interview_move": self.interview,
            "missions:interview_erasure": self.interview,
            "missions:quotation": self.interview,
            "front:annotation": self.annotation,
        }.get(name)
