"""What the team writes of a session: what it is, when; and who comes."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maven.method.clocks import Moment, NoSuchHour, moment_on
from maven.missions.drawn import Drawn
from maven.people.models import Person
from maven.sprints.models import Activity, Session

LONGEST = timedelta(days=31)
MOST_PLACES = 100_000


def here() -> ZoneInfo:
    """The time zone of the community."""
    return ZoneInfo(settings.TIME_ZONE)


def day_field(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, **more)


def hour_field(label: Any, **more: Any) -> forms.TimeField:
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(label=label, widget=widget, **more)


class WhenForm(forms.Form):
    """A day and two hours of the clocks, as people say them; what comes out are two instants."""

    on = day_field(_("Day"))
    starts = hour_field(_("From"))
    ends = hour_field(_("To"))
    ends_on = day_field(
        _("Until another day"), required=False, help_text=_("Left empty, it ends on the same day.")
    )

    twice: list[time]

    def clean(self) -> dict[str, Any]:
        self.twice = []
        self.settle_instants(self.cleaned_data)
        return super().clean() or self.cleaned_data

    def settle_instants(self, found: dict[str, Any]) -> None:
        if not {"on", "starts", "ends"} <= found.keys():
            return
        first, last = found["on"], found.get("ends_on")
        hours = found["starts"], found["ends"]  # read before an error takes one of them away
        starts = self.instant("starts", first, hours[0], "on")
        ends = self.instant("ends", last or first, hours[1], "ends_on" if last else "on")
        if starts is None or ends is None:
            return
        if ends <= starts:
            self.add_error("ends", _("A session ends after it starts."))
        elif ends - starts > LONGEST:
            self.add_error("ends_on", _("A session lasts a month at most: open several."))
        else:
            found["starts_at"], found["ends_at"] = starts, ends

    def instant(self, name: str, day: date, hour: time, day_name: str) -> datetime | None:
        if not 2000 <= day.year <= 2100:
            self.add_error(day_name, _("This day is too far away."))
            return None
        try:
            moment: Moment = moment_on(day, hour, here())
        except NoSuchHour:
            self.add_error(
                name, _("The clocks go forward over this hour on that day: it does not exist.")
            )
            return None
        if moment.comes_twice:
            self.twice.append(hour)
        return moment.at

    @staticmethod
    def of(session: Session) -> dict[str, Any]:
        """What stands, as the fields say it."""
        start, end = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
        return {
            "on": start.date(),
            "starts": start.time(),
            "ends": end.time(),
            "ends_on": end.date() if end.date() != start.date() else None,
        }


class SessionForm(Drawn, forms.ModelForm[Session]):
    """What is told of a session, without its date."""

    verbs = ("session.opened", "session.changed")

    closes_on = day_field(
        _("Registration closes after"),
        required=False,
        help_text=_("The last day to register; left empty, until the session ends."),
    )

    class Meta:
        model = Session
        fields = ["title", "kind", "words", "place", "link", "capacity", "registration"]
        labels = {
            "title": _("Title"),
            "kind": _("Kind of session"),
            "words": _("What it is about"),
            "place": _("Where it is held"),
            "link": _("Link to take part from afar"),
            "capacity": _("Number of places"),
            "registration": _("Who may register"),
        }
        help_texts = {
            "capacity": _("Left empty, there is no limit. Beyond it, a waiting list opens."),
            "link": _("Shown only to those who take part in the mission."),
        }
        widgets = {"words": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capacity"] = forms.IntegerField(
            label=_("Number of places"),
            required=False,
            min_value=1,
            max_value=MOST_PLACES,
            help_text=self.fields["capacity"].help_text,
        )
        if self.instance.closes_at:
            last = timezone.localtime(self.instance.closes_at) - timedelta(days=1)
            self.initial["closes_on"] = last.date()

    def clean_closes_on(self) -> date | None:
        day: date | None = self.cleaned_data["closes_on"]
        if day is not None and not 2000 <= day.year <= 2100:
            raise forms.ValidationError(_("This day is too far away."))
        return day

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        day = found.get("closes_on")
        starts_at = found.get("starts_at") or self.instance.starts_at
        if day and starts_at and day > timezone.localtime(starts_at).date():
            self.add_error("closes_on", _("Registration closes on the day of the session at last."))
        return found

    def details(self) -> dict[str, Any]:
        """What the operations are given."""
        found = {name: self.cleaned_data[name] for name in self._meta.fields or ()}
        found["closes_at"] = end_of(self.cleaned_data["closes_on"])
        return found


class NewSessionForm(WhenForm, SessionForm):
    """A new session, of an activity or not; what is rarely needed is folded below it."""

    field_order = ("activity", "title", "kind", "on", "starts", "ends", "place", "link")
    rarely = ("words", "capacity", "registration", "closes_on", "ends_on")

    def __init__(self, *args: Any, activities: Iterable[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.activities = {one.pk: one for one in activities}
        self.fields["activity"] = forms.TypedChoiceField(
            label=_("Activity"),
            choices=[
                ("", _("None in particular")),
                *((pk, one.title) for pk, one in self.activities.items()),
            ],
            required=False,
            coerce=int,
            empty_value=None,
        )
        self.order_fields(self.field_order)

    def folded(self) -> list[forms.BoundField]:
        return [self[name] for name in self.rarely]

    @property
    def unfolds(self) -> bool:
        """Something folded was said, or is to be corrected."""
        names = set(self.rarely)
        return self.is_bound and bool(names & {*self.changed_data, *self.errors})

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if found.get("activity") and found.get("kind") == Session.Kind.OTHER:
            found["kind"] = Session.Kind.ACTIVITY  # a kind left alone says less than it
        return found

    @property
    def activity(self) -> Activity | None:
        return self.activities.get(self.cleaned_data["activity"])


class MoveForm(Drawn, WhenForm):
    """Another date for a session that stands."""

    verbs = ("session.opened", "session.moved")


class CallOffForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is called off"),
        max_length=280,
        help_text=_("Those who come read it in the letter and on the page."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class HelpedRegistrationForm(forms.Form):
    """Somebody is registered by the team."""

    person = forms.TypedChoiceField(label=_("Who"), coerce=int)

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {one.pk: one for one in people}
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose somebody")),
            *((pk, one.public_name) for pk, one in self.people.items()),
        ]


def end_of(day: date | None) -> datetime | None:
    """The first instant after a day, by the clocks of the community."""
    if day is None:
        return None
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=here()).astimezone(UTC)
