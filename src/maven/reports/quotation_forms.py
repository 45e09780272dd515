"""The assumptions of a quotation as one form: every line with its turns, its days and its profile."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maven.missions.drawn import Drawn
from maven.reports.assumptions import (
    FORGOTTEN,
    LISTED,
    MOST_LINES,
    MOST_TURNS,
    OWN,
    Assumptions,
    Line,
    Profile,
)

SPARE = 3
TURNS_OF_A_LINE = 200
DAYS_OF_A_TURN = 500
DEAREST = 10_000
WRITTEN = re.compile(r"\d+([.,]\d{1,2})?")


class AmountField(forms.CharField):
    """An amount with a comma or a point, two decimals at most: "1,250" is never read as 1.25."""

    def __init__(self, *, most: float, **kwargs: Any) -> None:
        self.most = most
        super().__init__(max_length=20, **kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> Any:
        text = re.sub(r"\s", "", str(value or ""))
        if not text:
            return None
        if text.startswith(("-", "−")):
            raise ValidationError(_("Write a number from 0."))
        if not WRITTEN.fullmatch(text):
            raise ValidationError(_("Write a number, with two decimals at most: 4,5 or 4.5."))
        return float(text.replace(",", "."))

    def validate(self, value: Any) -> None:
        if self.required and value is None:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        if value is not None and value > self.most:
            most = number_format(self.most, use_l10n=True)
            raise ValidationError(_("At most %(most)s.") % {"most": most})

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int | float):
            return value
        whole = float(value).is_integer()
        return (
            str(number_format(int(value) if whole else value, use_l10n=True, force_grouping=False))
            .replace("\N{NARROW NO-BREAK SPACE}", "")
            .replace("\N{NO-BREAK SPACE}", "")
        )


class QuotationForm(Drawn, forms.Form):
    """The title, the sprints, three profiles, and the lines, with room for lines of the team's own."""

    verbs = ("quotation.drafted", "quotation.revised")

    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)
    sprints = forms.IntegerField(label=gettext_lazy("Sprints planned"), min_value=1, max_value=50)

    def __init__(self, *args: Any, begun: Assumptions, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.begun = begun
        self.spare = tuple(self._spare())
        for place, profile in enumerate(begun.profiles):
            self._add_profile(place, profile)
        for line in (*begun.lines, *self.spare):
            self._add_line(line)

    def _spare(self) -> list[Line]:
        """Empty lines at the end, as long as there is room."""
        taken = [int(one.key.rpartition("-")[2]) for one in self.begun.part(OWN)]
        first = max(taken, default=0) + 1
        room = max(0, min(SPARE, MOST_LINES - len(self.begun.lines)))
        return [
            Line(key=f"own-{first + place}", part=OWN, turns=(0, 0), days=(0, 0, 0), curve="pert")
            for place in range(room)
        ]

    def _add_profile(self, place: int, profile: Profile) -> None:
        self.fields[f"profile-{place}"] = forms.CharField(
            label=_("Profile %(number)s") % {"number": place + 1},
            max_length=60,
            initial=profile.name,
        )
        self.fields[f"rate-{place}"] = AmountField(
            label=_("Day rate in euros"), most=DEAREST, required=False, initial=profile.rate or None
        )

    def _add_line(self, line: Line) -> None:
        new = line in self.spare
        if line.part == OWN:
            self.fields[f"name-{line.key}"] = forms.CharField(
                label=_("What"), max_length=120, required=False, initial=line.name
            )
        for name, label, value in (
            ("least", _("Times, at least"), line.turns[0]),
            ("most", _("Times, at most"), line.turns[1]),
        ):
            self.fields[f"{name}-{line.key}"] = forms.IntegerField(
                label=label,
                min_value=0,
                max_value=TURNS_OF_A_LINE,
                required=line.part != OWN,
                initial=None if new else value,
            )
        labels = (_("Days, low"), _("Days, likely"), _("Days, high"))
        for name, label, days in zip(("low", "likely", "high"), labels, line.days, strict=True):
            self.fields[f"{name}-{line.key}"] = AmountField(
                label=label,
                most=DAYS_OF_A_TURN,
                required=line.part != OWN,
                initial=None if new else days,
            )
        self.fields[f"by-{line.key}"] = forms.TypedChoiceField(
            label=_("By"),
            choices=[(place, one.name) for place, one in enumerate(self.begun.profiles)],
            coerce=int,
            required=False,
            empty_value="",
            initial=line.profile,
        )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        lines = [self._line(line, found) for line in (*self.begun.lines, *self.spare)]
        self.lines = [line for line in lines if line is not None]
        if sum(line.turns[1] for line in self.lines) > MOST_TURNS:
            self.add_error(
                None,
                _("At most %(most)s activities in all: gather the smallest in one line.")
                % {"most": MOST_TURNS},
            )
        return found

    def _line(self, line: Line, found: dict[str, Any]) -> Line | None:
        """The line as it is sent; None when it is empty, taken out, or wrong."""
        given = [found.get(f"{name}-{line.key}") for name in ("least", "most")]
        days = [found.get(f"{name}-{line.key}") for name in ("low", "likely", "high")]
        name = found.get(f"name-{line.key}", "")
        if line.part == OWN and not name:
            if line in self.spare and any(one is not None for one in (*given, *days)):
                self.add_error(f"name-{line.key}", _("Say what it is."))
            return None
        wrong = {key.partition("-")[2] for key in self.errors}
        if line.key in wrong or not self._filled(line, given, days):
            return None
        return Line(
            key=line.key,
            part=line.part,
            turns=(int(given[0] or 0), int(given[1] or 0)),
            days=(float(days[0] or 0), float(days[1] or 0), float(days[2] or 0)),
            curve=line.curve,
            profile=found.get(f"by-{line.key}") or 0,
            name=name,
        )

    def _filled(self, line: Line, given: list[Any], days: list[Any]) -> bool:
        """Whether the figures stand, from the least to the most; each that does not is told."""
        names = ("least", "most", "low", "likely", "high")
        empty = [name for name, one in zip(names, (*given, *days), strict=True) if one is None]
        for name in empty:
            self.add_error(f"{name}-{line.key}", _("A number is missing here."))
        if empty:
            return False
        if given[0] > given[1]:
            self.add_error(f"most-{line.key}", _("At most is not less than at least."))
        if not days[0] <= days[1] <= days[2]:
            self.add_error(f"likely-{line.key}", _("Days go from the lowest to the highest."))
        elif line.curve == "quantiles" and days[2] and not days[0]:
            self.add_error(
                f"low-{line.key}", _("One time in ten: more than 0. Write 0.1 at least.")
            )
        return f"{line.key}" not in {key.partition("-")[2] for key in self.errors}

    def assumptions(self) -> Assumptions:
        profiles = tuple(
            Profile(
                name=self.cleaned_data[f"profile-{place}"],
                rate=float(self.cleaned_data[f"rate-{place}"] or 0),
            )
            for place in range(len(self.begun.profiles))
        )
        return Assumptions(lines=tuple(self.lines), profiles=profiles)

    def profiles(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        places = range(len(self.begun.profiles))
        return [(self[f"profile-{place}"], self[f"rate-{place}"]) for place in places]

    def listed(self) -> list[dict[str, Any]]:
        return self._rows(self.begun.part(LISTED))

    def forgotten(self) -> list[dict[str, Any]]:
        return self._rows(self.begun.part(FORGOTTEN))

    def own(self) -> list[dict[str, Any]]:
        return self._rows([*self.begun.part(OWN), *self.spare])

    def _rows(self, lines: list[Line]) -> list[dict[str, Any]]:
        names = ("least", "most", "low", "likely", "high", "by")
        return [
            {
                "label": line.label or _("Another line"),
                "name": self[f"name-{line.key}"] if line.part == OWN else None,
                "fields": [self[f"{name}-{line.key}"] for name in names],
            }
            for line in lines
        ]
