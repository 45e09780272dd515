"""Two hundred of each thing that a page lists: by the handful, past the operations, for counting."""

from datetime import timedelta
from hashlib import sha256

from maven.archives.models import MissionArchive
from maven.compass.models import Barometer, BarometerAnswer, Suggestion
from maven.journal.models import Fact, FactDetails
from maven.missions.models import (
    Annotation,
    BriefingNote,
    EarlierDeliverable,
    FileImport,
    Interview,
    InterviewAnswer,
    Invitation,
    JoinRequest,
    Membership,
    Placement,
    Sector,
)
from maven.people.models import Organisation, Person, ProfileLine
from maven.reports.models import Quotation
from maven.voices.models import (
    Assistance,
    Consultation,
    Hiding,
    Notice,
    Opinion,
    Participant,
    SettingAside,
    Statement,
)
from tests import cast
from tests.house.crowd_sprints import Cycles

SECTORS = ("private", "public", "citizens", "education")
LINES = ("agreement", "disagreement", "idea", "tension", "decision", "commitment")


class Crowd(Cycles):
    """`number` more of everything, in the mission of `things`."""

    def __init__(self, things, number):
        super().__init__(things, number)
        self.people()
        self.launch()
        self.voices()
        self.causes()
        self.sprints()
        self.meetings()
        self.reviews()
        self.rest()

    def people(self):
        mission, at, minh = self.mission, self.at, self.minh
        self.organisations = self.many(
            Organisation, name=lambda r: f"Maison fictive {r}", sector=SECTORS
        )
        sectors = list(mission.sectors.in_order())
        self.many(Sector, mission=mission, name=lambda r: f"Monde {r}", rank=lambda r: 100 + r)
        self.many(Placement, mission=mission, organisation=self.organisations, sector=sectors)
        self.persons = self.many(
            Person,
            email=lambda r: f"foule{r}@example.org",
            name=lambda r: f"Foule Fictive {r}",
            organisation=self.organisations,
            presence=("name", "name", "name", "point"),
        )
        self.many(ProfileLine, person=self.persons, side="offers", words="une salle", rank=0)
        self.many(ProfileLine, person=self.persons, side="seeks", words="une salle", rank=0)
        roles = ("member", "participant", "participant", "sponsor")
        self.many(Membership, mission=mission, person=self.persons, role=roles, joined_at=at)
        guests = self.many(
            Person, email=lambda r: f"attend{r}@example.org", name=lambda r: f"Attend {r}"
        )
        self.many(JoinRequest, mission=mission, person=guests, words="Bonjour", asked_at=at)
        self.many(
            Invitation,
            mission=mission,
            email=lambda r: f"invite{r}@example.org",
            name=lambda r: f"Invité {r}",
            role=("member", "participant"),
            token_digest=lambda r: f"invitation-{r}",
            invited_by=minh,
            invited_at=at,
            expires_at=at + timedelta(days=30),
        )
        self.many(
            FileImport,
            mission=mission,
            kind="people",
            name=lambda r: f"{r}.csv",
            fingerprint=lambda r: f"file-{r}",
            imported_at=at,
            imported_by=minh,
        )

    def launch(self):
        mission, at, minh = self.mission, self.at, self.minh
        self.many(
            BriefingNote,
            mission=mission,
            title=lambda r: f"Note {r}",
            words="La Ville.",
            audience=("group", "all"),
            written_at=at,
            written_by=self.persons,
        )
        kept = self.many(
            EarlierDeliverable,
            mission=mission,
            title=lambda r: f"Étude {r}",
            link=lambda r: f"https://example.org/{r}",
            kept_at=at,
            kept_by=self.persons,
        )
        told = {"mission": mission, "quotation": "Il manque un lieu.", "made_at": at}
        self.annotations = self.many(Annotation, deliverable=kept, made_by=self.persons, **told)
        self.many(Annotation, deliverable=self.things.launched.deliverable, made_by=minh, **told)
        held = self.many(
            Interview,
            mission=mission,
            person=self.persons,
            led_by=self.persons[::-1],
            planned_by=minh,
            planned_at=at,
            held_on=cast.TODAY,
            consent="quoted",
        )
        self.many(InterviewAnswer, interview=held, number=1, question="Quoi ?", words="Un lieu.")
        self.many(Annotation, interview=held, made_by=self.persons, **told)
        self.many(Annotation, interview=self.things.launched.interview, made_by=minh, **told)

    def voices(self):
        mission, at, minh = self.mission, self.at, self.minh
        asked = self.things.consultation
        self.consultations = self.many(
            Consultation,
            mission=mission,
            question=lambda r: f"Question {r} ?",
            opened_at=at,
            opened_by=minh,
            closed_at=(at, None),
        )
        self.participants = self.many(
            Participant, consultation=asked, person=self.persons, came_at=at
        )
        aside = SettingAside.objects.create(
            consultation=asked, reason="x", accounts=200, set_aside_at=at, set_aside_by=minh
        )
        self.many(
            SettingAside,
            consultation=asked,
            reason="x",
            accounts=3,
            set_aside_at=at,
            set_aside_by=self.persons,
        )
        self.many(
            Participant,
            consultation=asked,
            guest_digest=lambda r: f"guest-{r}",
            came_at=at,
            set_aside=aside,
        )
        told = {"submitted_at": at, "author": self.participants, "consultation": asked}
        self.ideas = self.many(
            Statement,
            number=lambda r: 1000 + r,
            words=lambda r: f"Une idée {r} pour le territoire",
            accepted_at=at,
            moderated_by=minh,
            annotation=self.annotations,
            **told,
        )
        self.many(
            Statement, number=lambda r: 2000 + r, words=lambda r: f"Une autre {r}", **told
        )  # wait
        hidden = self.many(
            Statement,
            number=lambda r: 3000 + r,
            words=lambda r: f"Cachée {r}",
            accepted_at=at,
            hidden_at=at,
            **told,
        )
        self.many(
            Hiding,
            statement=hidden,
            rule="names",
            words="x",
            hidden_at=at,
            hidden_by=self.persons,
            appeal=("Elle est juste.", ""),
            appealed_at=(at, None),
        )
        self.many(
            Notice,
            statement=self.ideas,
            rule="names",
            words="x",
            voice_digest=lambda r: f"voice-{r}",
            given_at=at,
        )
        answers = [
            Opinion(participant=who, statement=idea, choice=(place % 3) - 1, given_at=at)
            for place, who in enumerate(self.participants)
            for idea in self.ideas[place % 7 : 40 : 7]
        ]
        Opinion.objects.bulk_create(answers)
        self.many(
            Assistance,
            consultation=asked,
            person=self.persons,
            how="paper",
            agreed_on=cast.TODAY,
            entered_by=minh,
            entered_at=at,
        )

    def rest(self):
        mission, at, minh = self.mission, self.at, self.minh
        over = self.many(
            Barometer,
            mission=mission,
            opened_at=at,
            opened_by=minh,
            closes_on=cast.TODAY,
            closed_at=at,
        )
        self.many(BarometerAnswer, barometer=over, person=self.persons, trust=3)
        self.many(MissionArchive, mission=mission, asked_at=at, asked_by=self.persons, failed_at=at)
        self.many(
            Suggestion,
            mission=mission,
            sprint_number=lambda r: 10 + r,
            budget_days=14,
            needs={},
            result={},
            made_at=at,
            made_by=minh,
        )
        drawn = self.things.quotation
        self.many(
            Quotation,
            mission=mission,
            version=lambda r: 10 + r,
            title=lambda r: f"Devis {r}",
            sprints_planned=4,
            assumptions=drawn.assumptions,
            estimate=drawn.estimate,
            estimate_of=drawn.estimate_of,
            made_at=at,
            made_by=self.persons,
            issued_at=at,
            issued_by=self.persons,
        )
        self.facts()

    def facts(self):
        """After the heads of the chain, which stays what it was: nobody checks this one."""
        last = Fact.objects.of(self.mission.chain).order_by("-number").first()
        subjects = (
            ("tension.raised", "sprints.tension", self.tensions),
            ("statement.accepted", "voices.statement", self.ideas),
            ("cause.named", "causes.cause", self.named),
            ("mission.joined", "missions.mission", [self.mission]),
        )
        told = [
            (verb, kind, things[rank % len(things)])
            for rank in range(self.number)
            for verb, kind, things in subjects
        ]
        facts = Fact.objects.bulk_create(
            Fact(
                chain=last.chain,
                number=last.number + rank,
                verb=verb,
                subject_kind=kind,
                subject_pk=thing.pk,
                at=self.at,
                commitment="x",
                previous="x",
                digest=sha256(f"{rank}".encode()).hexdigest(),
            )
            for rank, (verb, kind, thing) in enumerate(told, 1)
        )
        FactDetails.objects.bulk_create(
            FactDetails(fact=fact, by=self.persons[rank % self.number], salt="x")
            for rank, fact in enumerate(facts)
        )
