"""What is filled in about meeting the sponsors one by one."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maven.missions.drawn import Drawn
from maven.missions.guide import LONGEST, MOST_QUESTIONS, questions_in
from maven.missions.models import Interview, InterviewAnswer, Membership
from maven.people.models import Person

type Parts = Iterable[Membership]


def _named(parts: Parts) -> list[tuple[str, str]]:
    return [(str(part.person_id), part.person.public_name) for part in parts]


class _WhenForm(forms.Form):
    """The day and the hour, and who asks the questions."""

    day = forms.DateField(
        label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    hour = forms.TimeField(
        label=_("Hour"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    led_by = forms.ChoiceField(label=_("Who asks the questions"), required=False)

    def say_who_leads(self, parts: Parts) -> None:
        self.fields["led_by"].choices = [("", "–"), *_named(parts)]  # type: ignore[attr-defined]

    @property
    def planned_at(self) -> datetime:
        day: date = self.cleaned_data["day"]
        hour: time = self.cleaned_data["hour"]
        return timezone.make_aware(datetime.combine(day, hour))

    @property
    def leader(self) -> Person | None:
        told = self.cleaned_data["led_by"]
        return Person.objects.get(pk=int(told)) if told else None


class PlanForm(_WhenForm):
    """Somebody of the mission, or a name in words."""

    person = forms.ChoiceField(label=_("Somebody of the mission"), required=False)
    name = forms.CharField(label=_("Or somebody else, in words"), required=False, max_length=120)

    field_order = ("person", "name", "day", "hour", "led_by")

    def __init__(self, *args: Any, people: Parts, team: Parts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "–"), *_named(people)]  # type: ignore[attr-defined]
        self.say_who_leads(team)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["name"] = " ".join(cleaned.get("name", "").split())
        if not self.errors and bool(cleaned["name"]) == bool(cleaned.get("person")):
            self.add_error("person", _("Choose somebody, or write a name: one of the two."))
        return cleaned

    @property
    def who(self) -> Person | None:
        told = self.cleaned_data["person"]
        return Person.objects.get(pk=int(told)) if told else None


class MoveForm(Drawn, _WhenForm):
    verbs = ("interview.planned", "interview.moved")

    def __init__(self, *args: Any, row: Interview, team: Parts, **kwargs: Any) -> None:
        when = timezone.localtime(row.planned_at)
        first = {"day": when.date(), "hour": when.time(), "led_by": row.led_by_id or ""}
        super().__init__(*args, row=row, initial=first, **kwargs)
        self.say_who_leads(team)


class RecordForm(Drawn, forms.Form):
    """What was answered, a field for each question asked."""

    verbs = ("interview.written",)
    held_on = forms.DateField(
        label=_("Held on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    consent = forms.ChoiceField(
        label=_("Being quoted"),
        choices=[one for one in Interview.Consent.choices if one[0] != "not_asked"],
        widget=forms.RadioSelect,
        help_text=_("Ask before you write. The notes themselves stay with the team in any case."),
    )

    def __init__(
        self, *args: Any, row: Interview, answers: list[InterviewAnswer], **kwargs: Any
    ) -> None:
        consent = "" if row.consent == Interview.Consent.NOT_ASKED else row.consent
        day = row.held_on or timezone.localdate(row.planned_at)
        first = {"held_on": day, "consent": consent}
        super().__init__(*args, row=row, initial=first, **kwargs)
        for answer in answers:
            self.fields[f"answer-{answer.number}"] = forms.CharField(
                label=answer.question,
                required=False,
                max_length=5000,
                initial=answer.words,
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    @property
    def words(self) -> dict[int, str]:
        return {
            int(name.removeprefix("answer-")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("answer-")
        }


class GuideForm(Drawn, forms.Form):
    """The questions that interviews begin with, one a line."""

    verbs = ("framing.set",)
    guide = forms.CharField(
        label=_("Questions, one a line"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Interviews planned from now on begin with these. Left empty: ours."),
    )

    def clean_guide(self) -> str:
        questions = questions_in(self.cleaned_data["guide"])
        if len(questions) > MOST_QUESTIONS:
            raise forms.ValidationError(_("Twenty questions at most."))
        if any(len(one) > LONGEST for one in questions):
            raise forms.ValidationError(_("A question is 280 signs long at most."))
        return "\n".join(questions)
