"""What a person says of herself."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maven.missions.drawn import Drawn
from maven.missions.namesakes import looks_like_another
from maven.missions.organisations import is_known_to
from maven.missions.seats import sectors_proposed_to
from maven.people.folding import folded
from maven.people.links import links_in
from maven.people.models import Organisation, Person
from maven.people.models.profile_line import LONGEST_LINE, MOST_LINES
from maven.people.names import reserved

MOST_LINKS = 2
A_DAY = timedelta(days=1)
BULLETS = "-–—•·*◦▪‣ \t"


class LinesField(forms.CharField):
    """A few short lines, one thing a line; marks of lists and repetitions are left out."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 3})
        super().__init__(required=False, widget=widget, max_length=1000, **kwargs)

    def clean(self, value: Any) -> list[str]:
        lines: dict[str, str] = {}
        for line in super().clean(value).splitlines():
            words = " ".join(line.strip(BULLETS).split())
            if words:
                lines.setdefault(folded(words) or "", words)
        troubles = [
            _("“%(start)s…” is too long: %(most)d letters at most.")
            % {"start": words[:20], "most": LONGEST_LINE}
            for words in lines.values()
            if len(words) > LONGEST_LINE
        ]
        if len(lines) > MOST_LINES:
            troubles.append(
                _("There are %(count)d lines here; five at most are shown.") % {"count": len(lines)}
            )
        if troubles:
            raise forms.ValidationError(troubles)
        return list(lines.values())


def not_of_the_house(name: str) -> None:
    """Nobody signs as the team, nor in letters that look like it."""
    if reserved(name):
        raise forms.ValidationError(
            _("Readers would take this name for the team's, or for nobody's: choose another.")
        )


def without_link(words: str) -> None:
    """A name is no place for an address."""
    if links_in(words):
        raise forms.ValidationError(_("Write it without a link."))


class AccountForm(Drawn, forms.Form):
    """A name, an organisation, what one brings, and how one wishes to appear."""

    verbs = ("person.introduced", "person.described")

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("As the others will read it. Your address is never shown."),
    )
    organisation = forms.CharField(
        label=_("Your organisation"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "structures"}),
        help_text=_("Type its first letters: if it is already here, it is proposed."),
    )
    sector = forms.ChoiceField(
        label=_("Its sector"),
        required=False,
        help_text=_("Only for an organisation that is new here."),
    )
    offers = LinesField(
        label=_("What I offer"),
        help_text=_("One thing a line, five at most: a skill, a room, a contact, some time."),
    )
    seeks = LinesField(
        label=_("What I seek"),
        help_text=_("One thing a line, five at most: people who can help will find you."),
    )
    about = forms.CharField(
        label=_("A line about me"),
        max_length=160,
        required=False,
    )
    presence = forms.ChoiceField(
        label=_("In the communities, show me"),
        choices=[
            (
                Person.Presence.NAME,
                _(
                    "by name: those who take part read your name, your organisation, what you offer "
                    "and seek, and what you made"
                ),
            ),
            (
                Person.Presence.POINT,
                _("as an anonymous dot: you are counted in totals, without name, page or link"),
            ),
            (
                Person.Presence.ABSENT,
                _("not at all: you are in no list, search or number; others read “a member”"),
            ),
        ],
        widget=forms.RadioSelect,
        help_text=_(
            "The facilitation team always sees its list of people. The change is immediate, and "
            "you can make another whenever you wish."
        ),
    )
    language = forms.ChoiceField(label=_("Language of the pages"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["name"].validators.append(not_of_the_house)
        self.proposed = sectors_proposed_to(person)
        self.fields["sector"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")),
            *((each.key, each.title) for each in self.proposed.values()),
        ]

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if name == self.person.name:
            return name
        without_link(name)
        if looks_like_another(name, self.person):
            raise forms.ValidationError(
                _(
                    "Readers would take you for somebody else here. Add something of your own: a "
                    "second name, or your organisation."
                )
            )
        return name

    def clean_organisation(self) -> str:
        name = " ".join(self.cleaned_data["organisation"].split())
        # Some bodies bear the name of their site: those who are here already keep it.
        if links_in(name) and not is_known_to(self.person, name):
            without_link(name)
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._hold_links(cleaned)
        name = cleaned.get("organisation")
        if name and not cleaned.get("sector") and not is_known_to(self.person, name):
            self.add_error("sector", _("Say which sector this organisation belongs to."))
        return cleaned

    def _hold_links(self, cleaned: dict[str, Any]) -> None:
        """Two links in all, for those who have been here for a day."""
        most = MOST_LINKS if timezone.now() - self.person.joined_at > A_DAY else 0
        for field in ("about", "offers", "seeks"):
            words = cleaned.get(field) or ""
            found = links_in(words if isinstance(words, str) else "\n".join(words))
            most -= found
            if found and most < 0:
                self.add_error(field, _("Links wait: none on the first day, two in all after it."))


def what_is_known_of(person: Person, language: str) -> dict[str, str]:
    """The form as the person last left it."""
    organisation: Organisation | None = person.organisation
    return {
        "name": person.name,
        "organisation": organisation.name if organisation else "",
        "sector": organisation.sector if organisation else "",
        "offers": "\n".join(person.offered()),
        "seeks": "\n".join(person.sought()),
        "about": person.about,
        "presence": person.presence,
        "language": person.language or language,
    }
