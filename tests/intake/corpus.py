"""The corpus, and the table of every kind of cell that some of its files are for."""

import json
from pathlib import Path

from maven.intake import cells
from maven.intake.registry import IMPORTERS, Column, Importer, Outcome, Plan, Step
from tests import cast

CORPUS = Path(__file__).parent.parent / "corpus"
SURFACES = ("people", "cells", "opinions", "ideas", "activities", "workbooks", "cards")
IMPORTER = {"workbooks": "people", "cards": "people"}


def plan_of_cells(lines, asked):
    return Plan(
        steps=tuple(
            Step(
                line=line.number,
                outcome=Outcome.NEW,
                words=" ".join(str(value) for value in line.values.values()),
            )
            for line in lines.lines
        )
    )


def nothing(*_, **__):
    return []


CELLS = Importer(
    name="cells",
    label="Cells",
    says="One column of each kind.",
    columns=(
        Column(name="key", label="key", cell=cells.identifier, needed=True),
        Column(name="day", label="day", cell=cells.day),
        Column(name="number", label="number", cell=cells.number(least=0, most=10_000)),
        Column(name="whole", label="whole", cell=cells.whole(least=0, most=100)),
        Column(name="phone", label="phone", cell=cells.phone),
        Column(name="postal", label="postal", cell=cells.postal_code),
        Column(name="yes", label="yes", cell=cells.yes_no),
        Column(name="link", label="link", cell=cells.link),
        Column(name="identifier", label="identifier", cell=cells.identifier),
    ),
    most_rows=1_000,
    plan=plan_of_cells,
    write=nothing,
    undo=nothing,
)


class Case:
    """One file of the corpus and what must come of it."""

    def __init__(self, surface, path):
        self.surface, self.name = surface, path.name.removesuffix(".expected.json")
        self.told = json.loads(path.read_text())
        self.file = self.told["file"]
        self.data = (path.parent / self.file).read_bytes()
        name = IMPORTER.get(surface, surface)
        self.importer = CELLS if name == "cells" else IMPORTERS[name]

    def __repr__(self):
        return f"{self.surface}/{self.name}"

    @property
    def troubles(self):
        return [(one["code"], one["line"], one["column"]) for one in self.told.get("troubles", [])]


def cases(*surfaces):
    return [
        Case(surface, path)
        for surface in surfaces or SURFACES
        for path in sorted((CORPUS / surface).glob("*.expected.json"))
    ]


def options_of(case, mission):
    """What somebody would choose beside the file."""
    said = {
        option.name: option.choices(mission)[0][0]
        for option in case.importer.options
        if option.choices
    }
    return said | ({"last": "yes"} if case.told.get("last") else {})


def scene():
    """A mission that can take any of the files in; another one has ideas of its own."""
    mission = cast.paca()
    elsewhere = cast.consultation(cast.elsewhere())
    elsewhere.statements.create(
        number=99,
        words="Idée secrète d'ailleurs",
        submitted_at=cast.NOON,
        accepted_at=cast.NOON,
    )
    cast.consultation(mission, statements=3)
    cast.sprint(mission)
    return mission
