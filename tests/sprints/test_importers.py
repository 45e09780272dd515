"""Activities come in by a file, into the sprint under way."""

import pytest

from maven.intake.looking import looked_at
from maven.intake.parcels import Parcel
from maven.intake.reading import read_sheet
from maven.intake.registry import IMPORTERS, Asked
from maven.missions.operations.file_imports import LinesBroken, import_file, take_back
from maven.sprints.models import Activity, Deliverable
from tests import cast

NOW = cast.NOON.replace(year=2026)
TEXT = (
    "Titre;Genre;Jours prévus;Tenue;Jours passés\n"
    "Un café;conference;0,5;;\n"
    "Un atelier;Conference;2;oui;3,25\n"
    "Un repas;conference;;oui;\n"
)


def bring_in(sprint, text=TEXT, /, **said):
    data = text.encode()
    importer = IMPORTERS["activities"]
    options = {"sprint": str(sprint.number), **said}
    sheet = read_sheet("x.csv", data, known=importer.known, most_rows=importer.most_rows)
    parcel = Parcel(kind="activities", said=options, files={"x.csv": data})
    look = looked_at(parcel, importer, sheet)
    return import_file(
        importer=importer,
        lines=look.lines,
        asked=Asked(target=sprint.mission, options=options, at=NOW, on=NOW.date()),
        fingerprint=look.fingerprint,
        by=cast.minh(),
        at=NOW,
    )


def undone(made):
    importer = IMPORTERS["activities"]
    return take_back(file_import=made, importer=importer, by=cast.minh(), at=NOW)


def test_activities_are_planned_and_those_held_are_done(paca):
    sprint = cast.sprint(paca)

    bring_in(sprint)

    found = list(Activity.objects.of(sprint).by_rank())
    assert [(one.title, one.days_planned, one.days_spent) for one in found] == [
        ("Un café", 0.5, None),
        ("Un atelier", 2, 3.25),
        ("Un repas", found[2].kind.effort_likely, found[2].kind.effort_likely),
    ]
    assert [one.done_at for one in found] == [None, NOW, NOW]


def test_what_nobody_has_touched_goes(paca):
    sprint = cast.sprint(paca)
    made = bring_in(sprint)
    cafe, atelier, _repas = Activity.objects.of(sprint).by_rank()
    Activity.objects.filter(pk=cafe.pk).update(done_at=cast.NOON)
    Deliverable.objects.create(sprint=sprint, activity=atelier, title="Une carte", shipped_at=NOW)

    told = undone(made)

    assert [(one.line, one.words) for one in told.stays] == [(2, "Un café"), (3, "Un atelier")]
    assert Activity.objects.of(sprint).count() == 2


def test_what_is_in_a_closed_sprint_stays(paca):
    sprint = cast.sprint(paca)
    made = bring_in(sprint)
    type(sprint).objects.filter(pk=sprint.pk).update(closed_at=NOW, closed_by=cast.minh())

    assert len(undone(made).stays) == 3


@pytest.mark.parametrize("number", ["", "9", "x", "٣", "9" * 9])
def test_only_a_sprint_under_way_takes_activities(paca, number):
    with pytest.raises(LinesBroken):
        bring_in(cast.sprint(paca), sprint=number)
    assert not Activity.objects.exists()
