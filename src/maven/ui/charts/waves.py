"""The mission's progress: A, B, C are dots on a quay, each sprint is one wave."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maven.ui.charts.svg import drawing, element, safe, text

WIDTH, QUAY, CREST = 1180.0, 74.0, 30.0
FIRST, STEP, JETTY = 16.0, 150.0, 112.0
SEA_ENDS, ROOMY = 1078.0, 96.0

type Point = tuple[float, float]


@dataclass(frozen=True)
class PhaseMark:
    """One preparation phase: its name ("A · Lancement"), a short note, whether it is over."""

    name: str
    note: str = ""
    done: bool = False


@dataclass(frozen=True)
class SprintWave:
    """One sprint: its name, a short note, the share of it that is over (0 to 1)."""

    name: str
    note: str = ""
    elapsed: float = 0.0


def progress_waves(
    phases: Sequence[PhaseMark],
    sprints: Sequence[SprintWave],
    *,
    handover: str = "",
    today: bool = True,
    arrived: bool = False,
) -> SafeString:
    """Draw the quay, the waves, the sun where the mission is today and the anchor at the end.

    Two drawings come out, a wide and a narrow one; the style sheet shows one of them. Both are
    silent: the page says the same in an ordered list.
    """
    return safe(
        wide(phases, sprints, handover=handover, today=today, arrived=arrived),
        narrow(phases, sprints, today=today),
    )


def wave(x: float, width: float, level: float, height: float) -> str:
    quarter = width / 4
    return (
        f"M{x:.1f} {level:.1f}"
        f"C{x + quarter:.1f} {level - height:.1f} {x + quarter:.1f} {level - height:.1f}"
        f" {x + 2 * quarter:.1f} {level:.1f}"
        f"C{x + 3 * quarter:.1f} {level + height:.1f} {x + 3 * quarter:.1f} {level + height:.1f}"
        f" {x + width:.1f} {level:.1f}"
    )


def height_at(share: float, height: float) -> tuple[float, float]:
    """Where on the wave a share of its width lies: (share drawn, height above the level)."""
    half = 0.0 if share < 0.5 else 0.5
    goal = (share - half) * 2
    low, high = 0.0, 1.0
    for _turn in range(24):  # the curve's x grows with t: bisection finds t
        t = (low + high) / 2
        x = 1.5 * t * (1 - t) ** 2 + 1.5 * t**2 * (1 - t) + t**3
        low, high = (t, high) if x < goal else (low, t)
    rise = 3 * t * (1 - t) * height
    return half + t / 2, rise if half == 0.0 else -rise


def tick(x: float, y: float) -> str:
    return element("path", class_="w-tick", d=f"M{x - 6:.1f} {y + 0.5:.1f}l4.4 4.6 8-9.2")


def sun(x: float, y: float, size: float) -> list[str]:
    return [
        element("circle", class_="w-halo", cx=x, cy=y, r=size * 1.85),
        element("circle", class_="w-sun", cx=x, cy=y, r=size),
    ]


def anchor(x: float, y: float) -> str:
    path = "M0-6.200V9M-8.500 1.500H-6C-6 6.500-3.500 8.500 0 9C3.500 8.500 6 6.500 6 1.500H8.500M-3.500-2.500H3.500"
    return element(
        "g",
        element("circle", class_="w-anchor", cx=0.0, cy=-8.2, r=2.2),
        element("path", class_="w-anchor", d=path),
        transform=f"translate({x:.1f} {y:.1f})",
    )


def one_wave(x: float, width: float, level: float, height: float, share: float) -> list[str]:
    path = wave(x, width, level, height)
    if share >= 1:
        return [element("path", class_="w-line", d=path)]
    parts = [element("path", class_="w-next", d=path)]
    if share > 0:
        drawn, _rise = height_at(share, height)
        parts.append(
            element(
                "path",
                class_="w-line",
                d=path,
                pathLength=100,
                stroke_dasharray=f"{drawn * 100:.1f} 100",
            )
        )
    return parts


def wide(
    phases: Sequence[PhaseMark],
    sprints: Sequence[SprintWave],
    *,
    handover: str,
    today: bool,
    arrived: bool,
) -> str:
    quay, here, shore = wide_quay(phases, today=today)
    sea, at_sea, end = wide_sea(sprints, shore)
    if all(mark.done for mark in phases):
        here = at_sea
    parts = [*quay, *sea, *mooring(end, handover, arrived=arrived)]
    if today and here is not None and not arrived:
        parts += sun(*here, 13.5)
        parts.append(
            text(_("Today"), max(here[0], 44.0), here[1] - 38, class_="lab", text_anchor="middle")
        )
    return drawing(parts, class_="wide", viewBox=f"0 0 {WIDTH:.0f} 136")


def wide_quay(phases: Sequence[PhaseMark], *, today: bool) -> tuple[list[str], Point | None, float]:
    """The dots of the preparation; where the open one is; where the shore ends."""
    left = [FIRST + STEP * place for place in range(len(phases))]
    if not left:
        return [], None, FIRST
    shore = left[-1] + JETTY
    reached = next((place for place, mark in enumerate(phases) if not mark.done), None)
    end = shore if reached is None else left[reached]
    parts = [element("path", class_="w-line", d=f"M{left[0]:.1f} {QUAY}H{end:.1f}")]
    if reached is not None:
        parts.insert(0, element("path", class_="w-next", d=f"M{end:.1f} {QUAY}H{shore:.1f}"))
    for place, (x, mark) in enumerate(zip(left, phases, strict=True)):
        if mark.done:
            parts += [element("circle", class_="w-done", cx=x, cy=QUAY, r=15.0), tick(x, QUAY)]
        elif not (today and place == reached):
            parts.append(element("circle", class_="w-todo", cx=x, cy=QUAY, r=13.0))
        parts += two_lines(mark.name, mark.note, x - 15, "start")
    return parts, None if reached is None else (left[reached], QUAY), shore


def wide_sea(sprints: Sequence[SprintWave], shore: float) -> tuple[list[str], Point | None, float]:
    """The waves; where the first unfinished one has got to; where the last one ends."""
    width = min(STEP, (SEA_ENDS - shore) / max(len(sprints), 1))
    crest = min(CREST, width * 0.24)
    parts: list[str] = []
    here: Point | None = None
    x = shore
    for sprint in sprints:
        parts += one_wave(x, width, QUAY, crest, sprint.elapsed)
        current = here is None and sprint.elapsed < 1
        if current:
            here = (x + width * sprint.elapsed, QUAY - height_at(sprint.elapsed, crest)[1])
        full = current or width >= ROOMY
        name = sprint.name if full else sprint.name.rsplit(" ", 1)[-1]
        parts += two_lines(name, sprint.note if full else "", x + width / 2, "middle")
        x += width
    return parts, here, x


def mooring(sea_end: float, handover: str, *, arrived: bool) -> list[str]:
    x = WIDTH - 50
    style = "w-line" if arrived else "w-next"
    parts = [element("path", class_=style, d=f"M{sea_end:.1f} {QUAY}H{x - 22:.1f}")]
    if arrived:
        parts += sun(x, QUAY, 17.0)
    else:
        parts.append(element("circle", class_="w-todo", cx=x, cy=QUAY, r=18.0))
    return [*parts, anchor(x, QUAY), *two_lines(_("Handover"), handover, x, "middle")]


def two_lines(name: str, note: str, x: float, side: str) -> list[str]:
    lines = [text(name, x, QUAY + 42, class_="lab", text_anchor=side)]
    if note:
        lines.append(text(note, x, QUAY + 61, class_="sub", text_anchor=side))
    return lines


def narrow(phases: Sequence[PhaseMark], sprints: Sequence[SprintWave], *, today: bool) -> str:
    """Draw what fits a phone: the phases while they last, then the five sprints around today."""
    width, level = 330.0, 50.0
    open_phase = next((mark for mark in phases if not mark.done), None)
    if open_phase is not None or not sprints:
        return narrow_quay(phases, width, level, today=today)
    current = next((i for i, sprint in enumerate(sprints) if sprint.elapsed < 1), len(sprints) - 1)
    first = max(0, min(current - 2, len(sprints) - 5))
    shown = sprints[first : first + 5]
    step = min(110.0, width / len(shown))
    parts: list[str] = []
    for place, sprint in enumerate(shown):
        x = place * step
        here = first + place == current
        parts += one_wave(x, step, level, 19, sprint.elapsed)
        if here and today and sprint.elapsed < 1:
            parts += sun(x + step * sprint.elapsed, level - height_at(sprint.elapsed, 19)[1], 10.5)
        name = sprint.name if here else sprint.name.rsplit(" ", 1)[-1]
        parts.append(
            text(
                name,
                x + step / 2,
                level + 38,
                class_="lab" if here else "sub",
                text_anchor="middle",
            )
        )
    return drawing(parts, class_="narrow", viewBox=f"0 0 {width:.0f} 92")


def narrow_quay(phases: Sequence[PhaseMark], width: float, level: float, *, today: bool) -> str:
    step = (width - 40) / max(len(phases), 1)
    parts = [element("path", class_="w-next", d=f"M20 {level}H{width - 10:.1f}")]
    labels: list[str] = []
    ahead = True
    for place, mark in enumerate(phases):
        x = 20 + place * step
        if mark.done:
            parts += [
                element("path", class_="w-line", d=f"M{x:.1f} {level}h{step:.1f}"),
                element("circle", class_="w-done", cx=x, cy=level, r=14.0),
                tick(x, level),
            ]
        elif ahead and today:
            parts += sun(x, level, 10.5)
        else:
            parts.append(element("circle", class_="w-todo", cx=x, cy=level, r=12.0))
        current = ahead and not mark.done
        ahead = ahead and mark.done
        labels.append(
            text(
                mark.name if current else mark.name.split()[0],
                x - 14 if place == 0 else x,
                level + 38,
                class_="lab" if current else "sub",
                text_anchor="start" if place == 0 else "middle",
            )
        )
    return drawing([*parts, *labels], class_="narrow", viewBox=f"0 0 {width:.0f} 92")
