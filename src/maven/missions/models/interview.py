from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maven.missions.models.mission import Mission
from maven.people.models import Person


class InterviewQuerySet(models.QuerySet["Interview"]):
    def of(self, mission: Mission) -> "InterviewQuerySet":
        return self.filter(mission=mission)

    def planned(self) -> "InterviewQuerySet":
        return self.filter(held_on=None)

    def held(self) -> "InterviewQuerySet":
        return self.filter(held_on__isnull=False)

    def in_order(self) -> "InterviewQuerySet":
        return self.select_related("person", "led_by").order_by("planned_at", "pk")


class Interview(models.Model):
    """Somebody among the sponsors is met alone: planned, held with a guide, and written down."""

    class Consent(models.TextChoices):
        NOT_ASKED = "not_asked", _("not asked yet")
        QUOTED = "quoted", _("agrees to be quoted, without a name")
        REFUSED = "refused", _("does not want to be quoted")

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="+")
    name = models.CharField(_("who is met"), max_length=120, blank=True)
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    planned_at = models.DateTimeField(_("when"))
    led_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    planned_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    held_on = models.DateField(_("held on"), null=True)
    consent = models.CharField(
        _("agreement"), max_length=10, choices=Consent, default=Consent.NOT_ASKED
    )

    objects = InterviewQuerySet.as_manager()

    class Kept:
        purpose = "what a sponsor who was met alone expects of the mission"
        basis = "consent"
        recipients = "the facilitation team of the mission"
        until = "the mission is erased, or the team erases the interview"
        person = ("person", "led_by", "planned_by")
        erased = "row"
        others = ("name",)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(consent__in=["not_asked", "quoted", "refused"]),
                name="interview_consent_is_known",
            ),
            models.CheckConstraint(
                condition=Q(held_on=None) | ~Q(consent="not_asked"),
                name="interview_held_with_a_consent_noted",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(name=""), name="interview_is_with_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} interview"

    def get_absolute_url(self) -> str:
        return reverse("missions:interview", args=[self.mission.slug, self.pk])

    @property
    def who(self) -> str:
        return self.person.public_name if self.person else self.name

    @property
    def may_be_quoted(self) -> bool:
        return self.consent == self.Consent.QUOTED


class InterviewAnswerQuerySet(models.QuerySet["InterviewAnswer"]):
    def of(self, interview: Interview) -> "InterviewAnswerQuerySet":
        return self.filter(interview=interview)

    def in_order(self) -> "InterviewAnswerQuerySet":
        return self.order_by("number")


class InterviewAnswer(models.Model):
    """A question of the guide, and what was answered, as the interviewer wrote it down."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="answers")
    number = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=280)
    words = models.TextField(max_length=5000, blank=True)

    objects = InterviewAnswerQuerySet.as_manager()

    class Kept:
        purpose = "what a sponsor who was met alone answered"
        basis = "consent"
        recipients = "the facilitation team of the mission"
        until = "the mission is erased, or the team erases the interview"
        person = ("interview__person",)
        erased = "row"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "number"], name="interview_answer_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} answer {self.number}"
