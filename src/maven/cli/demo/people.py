"""Who takes part in the demonstration: 120 invented people, 40 invented organisations."""

import csv
from importlib.resources import files

from maven.cli.demo.shapes import DemoOrganisation, DemoPerson


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("maven.cli.demo") / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


ORGANISATIONS = tuple(DemoOrganisation(**row) for row in _rows("organisations.csv"))

PEOPLE = tuple(
    DemoPerson(
        name=row["name"],
        gender=row["gender"],
        role=row["role"],
        job=row["job"],
        organisation=row["organisation"],
        email=row["email"],
        presence=row["presence"],
        family=row["family"],
        joined=int(row["joined"]),
    )
    for row in _rows("people.csv")
)
