"""The kinds of a toolbox out of a CSV file, by default the catalogue that comes with the product."""

from collections.abc import Callable
from importlib.resources import as_file, files
from math import sqrt
from pathlib import Path
from typing import Any

from maven.cli.files import Columns, NotThat, number, read_columns, refuse, word
from maven.method.coverage import Kind

MARK = number(least=0, most=4)
WANTED = {"slug": word}
# On a date of their own, and able to hold inside them what is lived inside a session.
ON_A_DATE = {"session", "event", "ritual"}
# As on the pages (`maven.toolbox.weighing`): forty-five hours given make a whole activity.
WHOLE_HOURS, READING_HOURS, LEAST_MINUTES = 45, 5, 10


def terms(text: str) -> tuple[str, ...]:
    """What is needed or made, separated by semicolons; « none » is nothing."""
    return tuple(one.strip() for one in text.split(";") if one.strip() not in {"", "none"})


def places(text: str) -> tuple[str, ...]:
    known = {"open", "diverge", "converge", "close"}
    found = tuple(text.casefold().replace(";", " ").split())
    if not set(found) <= known:
        raise NotThat("words among open, diverge, converge, close are expected")
    return found


def yes(text: str) -> bool:
    return text.casefold() in {"yes", "oui", "true", "1"}


def perhaps(cell: Callable[[str], Any], otherwise: Any) -> Callable[[str], Any]:
    """A cell that may be left empty."""
    return lambda text: cell(text) if text else otherwise


DAYS = number(least=0.001)
OPTIONAL: dict[str, Callable[[str], Any]] = {
    "days": DAYS,
    "effort-p10-pd": DAYS,
    "effort-p50-pd": DAYS,
    "effort-p90-pd": DAYS,
    "convergence": perhaps(number(least=-1, most=1), 0.0),
    "measure": perhaps(MARK, 0.0),
    "engage": perhaps(MARK, 0.0),
    "connect-qty": perhaps(MARK, 0.0),
    "connect-quality": perhaps(MARK, 0.0),
    "n-min": perhaps(number(least=0, whole=True), 1),
    "n-max": perhaps(number(least=0, whole=True), None),
    "n-typ": perhaps(number(least=0, whole=True), 1),
    "minutes-min": perhaps(number(least=0), 0.0),
    "minutes-max": perhaps(number(least=0), 0.0),
    "trust-min": perhaps(number(least=0), 0.0),
    "maturity-min": perhaps(number(least=0), 0.0),
    "span-days": perhaps(number(least=0), 0.0),
    "dates": perhaps(number(least=0, whole=True), 0),
    "turns-max": perhaps(number(least=1, most=100, whole=True), 1),
    "arc": places,
    "prerequisites": terms,
    "outputs": terms,
    "needs-session": yes,
    "scale": str,
}


def read_toolbox(path: Path | None) -> Columns:
    """The table, each kind on a row with a slug of its own; `Refused` names every trouble."""
    if path is None:
        with as_file(files("maven.toolbox") / "catalogue.csv") as shipped:
            return read_columns(shipped, WANTED, OPTIONAL)
    table = read_columns(path, WANTED, OPTIONAL)
    seen: set[str] = set()
    troubles = []
    for row, slug in enumerate(table["slug"]):
        if slug in seen:
            troubles.append(table.trouble(row, "slug", "this kind is there already"))
        seen.add(slug)
    if "days" not in table and "effort-p50-pd" not in table:
        troubles.append(f"{table.file}:1: a column « days » or « effort_p50_pd » is missing")
    refuse(troubles)
    return table


def kinds_of(table: Columns, *, reach: bool = False) -> list[Kind]:
    """With `reach`, the marks count in proportion to √(hours that people give to one turn)."""
    return [kind_of(table, row, reach=reach) for row in range(len(table))]


def kind_of(table: Columns, row: int, *, reach: bool) -> Kind:
    def cell(name: str, otherwise: Any) -> Any:
        return table[name][row] if name in table else otherwise

    scale, inside = cell("scale", ""), cell("needs-session", False)
    part = reach_of(cell, scale) if reach else 1.0
    dated = scale in ON_A_DATE and not inside
    return Kind(
        slug=table["slug"][row],
        days=cell("days", cell("effort-p50-pd", 1.0)),
        convergence=cell("convergence", 0.0) * part,
        measure=cell("measure", 0.0) * part,
        engage=cell("engage", 0.0) * part,
        connect_qty=cell("connect-qty", 0.0) * part,
        connect_quality=cell("connect-quality", 0.0) * part,
        people_min=cell("n-min", 1),
        people_max=cell("n-max", None),
        trust_min=cell("trust-min", 0.0),
        maturity_min=cell("maturity-min", 0.0),
        arc=cell("arc", ()),
        prerequisites=cell("prerequisites", ()),
        outputs=cell("outputs", ()),
        span_days=cell("span-days", 0.0),
        dates=cell("dates", int(dated)),
        turns_max=cell("turns-max", 1),
        inside=inside,
        hosts=dated,
    )


def reach_of(cell: Callable[[str, Any], Any], scale: str) -> float:
    if scale == "content":
        hours = float(READING_HOURS)
    else:
        minutes = max(LEAST_MINUTES, (cell("minutes-min", 0.0) + cell("minutes-max", 0.0)) / 2)
        hours = max(1, cell("n-typ", 1)) * minutes / 60
    return min(1.0, sqrt(hours / WHOLE_HOURS))
