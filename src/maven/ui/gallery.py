"""Every component in every state, on one page: for eyes, screenshots and accessibility checks."""

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from maven.ui import charts


@dataclass(frozen=True)
class SampleMission:
    """What the header needs of a mission."""

    name: str = "Le numérique en commun"
    territory: str = "Provence-Alpes-Côte d'Azur"
    slug: str = "demo"
    sponsor_name: str = ""


class SampleForm(forms.Form):
    title = forms.CharField(label=_("What I will do"), max_length=60)
    words = forms.CharField(
        label=_("Your idea"),
        max_length=280,
        help_text=_("One idea, one sentence, not a question."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    on = forms.DateField(
        label=_("By when"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    cause = forms.ChoiceField(
        label=_("Cause"), choices=[("", "—"), ("1", "Talents"), ("2", "Ports")]
    )
    feeling = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("1", _("Agree")), ("-1", _("Disagree")), ("0", _("I don't know"))],
        widget=forms.RadioSelect,
    )
    important = forms.BooleanField(label=_("This matters to me"), required=False)
    file = forms.FileField(label=_("A file of answers"), required=False, help_text="CSV, 2 Mo")


def families() -> list[charts.Family]:
    chance = Random(7)  # noqa: S311 - a drawing, not a secret
    shapes = [
        ("A", "D'abord des gens formés, ici.", 58, (-0.78, 0.08), (0.42, 0.36)),
        ("B", "D'abord des tuyaux : fibre, données, ports.", 41, (0.74, -0.42), (0.36, 0.27)),
        ("C", "D'abord les vallées et les petites communes.", 29, (0.62, 0.66), (0.30, 0.19)),
    ]
    return [
        charts.Family(
            letter,
            name,
            count,
            [
                (
                    x + width * max(-2, min(2, chance.gauss(0, 0.9))),
                    y + height * max(-2, min(2, chance.gauss(0, 0.9))),
                )
                for _person in range(count)
            ],
        )
        for letter, name, count, (x, y), (width, height) in shapes
    ]


def preparation(done: int) -> list[charts.PhaseMark]:
    words = [
        ("A · Lancement", "6 causes proposées"),
        ("B · Outils", "11 reliés sur 12"),
        ("C · Kick-off", "12 mars, 43 présents"),
    ]
    return [charts.PhaseMark(name, note, place < done) for place, (name, note) in enumerate(words)]


def waves() -> list[Any]:
    five = [
        charts.SprintWave("Sprint 1", "9 livrés", 1),
        charts.SprintWave("Sprint 2", "14 livrés", 1),
        charts.SprintWave("Sprint 3", "sem. 2 sur 3", 0.5),
        charts.SprintWave("Sprint 4", "27 avril"),
        charts.SprintWave("Sprint 5", "18 mai"),
    ]
    nine = [
        charts.SprintWave(f"Sprint {n}", f"{n} livrés", 1 if n < 7 else 0.3 if n == 7 else 0)
        for n in range(1, 10)
    ]
    ended = [charts.SprintWave(f"Sprint {n}", f"{n} livrés", 1) for n in range(1, 4)]
    return [
        charts.progress_waves(preparation(3), five, handover="juin"),
        charts.progress_waves(preparation(1), five[3:], handover="juin"),
        charts.progress_waves(preparation(3), nine, handover="décembre"),
        charts.progress_waves(preparation(3), ended, handover="juin", arrived=True),
    ]


DIMENSIONS = [
    (
        "git-merge",
        "Convergence",
        "3 causes sur 4 réunissent plus de 70 % d'accord.",
        64,
        (58, 70, 48, 60, 80),
        False,
    ),
    (
        "compass",
        "Compréhension",
        "Enjeux bien perçus, contraintes mal connues. Mesure d'il y a 6 jours.",
        47,
        (38, 56, 41, 60, 80),
        False,
    ),
    (
        "hand-heart",
        "Engagement",
        "41 engagements publics, dont 6 sans nouvelles depuis 10 jours.",
        54,
        (50, 58, 39, 50, 70),
        False,
    ),
    (
        "network",
        "Connexions",
        "53 connexions de qualité. À remesurer.",
        58,
        (None, None, 44, 55, 75),
        True,
    ),
]
ACTIVITIES = [
    ("megaphone", "Consultation publique", 1, 1, 1),
    ("mic", "Entretiens", 7, 5, 10),
    ("presentation", "Conférences", 1, 2, 2),
    ("newspaper", "Billets", 8, 10, 15),
    ("pencil-ruler", "Ateliers thématiques", 2, 5, 5),
    ("wine", "Apéros meetup", 2, 3, 5),
    ("handshake", "Matchmaking", 2, 3, 5),
    ("vote", "Sondages d'opinion", 1, 2, 2),
]
KIT = [
    (
        "a1",
        "pencil-ruler",
        "Atelier « Qui paie, qui décide ? »",
        "olive",
        "Convient très bien",
        True,
        3.5,
        (42, 10, 46, 18),
        (0.64, 0.25, 0.75, 0.5),
        "Parce que 53 % des membres disent ignorer les règles de financement, et que l'accord est assez haut pour travailler ensemble.",
    ),
    (
        "a2",
        "handshake",
        "Matchmaking chercheurs × entreprises",
        "sea",
        "Convient bien",
        True,
        2.5,
        (20, 0, 30, 52),
        (0.28, 0.08, 0.65, 0.95),
        "Parce que seules 4 personnes relient les laboratoires au reste du réseau : leur départ couperait ce lien.",
    ),
    (
        "a3",
        "presentation",
        "Conférence « Ce que Turin a réussi »",
        "",
        "À garder pour plus tard",
        False,
        4,
        (12, 0, 10, 12),
        (-0.7, 0, 0.25, 0.45),
        "Parce qu'elle ouvre de nouvelles pistes alors que le groupe a besoin de conclure.",
    ),
]


def state_rows() -> list[dict[str, Any]]:
    rows = []
    for icon, name, words, value, (low, high, previous, zone_low, zone_high), stale in DIMENSIONS:
        rows.append(
            {
                "icon": icon,
                "name": name,
                "words": words,
                "value": value,
                "change": value - previous,
                "chart": charts.dot_plot(
                    value,
                    low,
                    high,
                    previous,
                    zone_low,
                    zone_high,
                    ends=("explore", "s'aligne") if name == "Convergence" else ("", ""),
                    stale=stale,
                ),
            }
        )
    return rows


def gallery(request: HttpRequest) -> HttpResponse:
    bad = SampleForm({"title": "", "words": "x" * 300, "feeling": "7"})
    bad.is_valid()
    return render(
        request,
        "ui/gallery.html",
        {
            "mission": SampleMission(),
            "place": "home",
            "waves": waves(),
            "dimensions": state_rows(),
            "acts": ACTIVITIES,
            "kit": KIT,
            "landscape": charts.landscape_map(
                families(),
                you=(-0.16, 0.12),
                title="Paysage des avis : trois familles d'avis",
                describe="128 personnes placées selon leurs réponses. Le tableau dit la même chose.",
            ),
            "one_family": charts.landscape_map(families()[:1], title="Paysage des avis"),
            "chain": charts.chain_bars(
                [
                    charts.ChainStep("Échanges d'idées", 312),
                    charts.ChainStep("Intentions changées", 64, "1 sur 5"),
                    charts.ChainStep("Engagements publics", 41, "2 sur 3"),
                    charts.ChainStep("Actions en cours", 27, "2 sur 3"),
                    charts.ChainStep("Actions livrées", 23, "depuis le début"),
                ]
            ),
            "needs": [
                charts.Need("c", "Converger", 0.58, 0.5),
                charts.Need("m", "Mesurer", 0.71, 0.65),
                charts.Need("g", "Engager", 0.64, 0.6),
                charts.Need("l", "Relier", 0.61, 0.7),
            ],
            "form": SampleForm(initial={"cause": "1"}, auto_id="ok_%s"),
            "bad": bad,
            "tones": ["sea", "tile", "olive", "fig", "lagoon"],
            "first": date(2026, 4, 27),
            "last": date(2026, 5, 15),
            "families": [
                ("A", "Des gens formés, ici", 58, "93 %"),
                ("B", "Des tuyaux d'abord", 41, "90 %"),
                ("C", "Les vallées d'abord", 29, "97 %"),
            ],
            "heads": [_("Family"), _("People"), _("Agreement")],
            "rows": [("A", 58, "93 %"), ("B", 41, "90 %"), ("C", 29, "97 %")],
            "bars": [("A", 86, 8, 6), ("B", 69, 14, 17), ("C", 6, 9, 85)],
        },
    )
