"""The landscape of opinions: people who answered alike stand close, families are outlined."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import atan2, cos, hypot, pi, sin
from unicodedata import east_asian_width

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maven.ui.charts.svg import drawing, element, safe, text

Point = tuple[float, float]
TONES = ("sea", "tile", "olive", "fig", "lagoon")
SPOKES = 14


@dataclass(frozen=True)
class Family:
    """One family of opinion: a letter, a name in words, how many people, where they stand."""

    letter: str
    name: str
    count: int
    points: Sequence[Point]
    hull: Sequence[Point] | None = None


@dataclass(frozen=True)
class Frame:
    """One of the two sizes: the sheet, the room left for the drawing, the weight of a dot."""

    kind: str
    width: float
    height: float
    inside: tuple[float, float, float, float]
    dot: float
    pad: float
    letters: int


WIDE = Frame("wd", 1130, 446, (230, 24, 900, 410), 5.6, 20, 16)
NARROW = Frame("nrw", 340, 316, (34, 44, 306, 258), 3.1, 12, 15)


def landscape_map(
    families: Sequence[Family],
    *,
    you: Point | None = None,
    others: Sequence[Point] = (),
    title: str = "",
    describe: str = "",
) -> SafeString:
    """Draw the families as smooth outlines with their people, wide and narrow.

    `others` are people outside any family, `you` the reader. Coordinates may be in any unit:
    they are fitted to the sheet with the same scale both ways.
    """
    return safe(*(draw(frame, families, you, others, title, describe) for frame in (WIDE, NARROW)))


def fitter(frame: Frame, points: Sequence[Point]) -> tuple[float, float, float]:
    """The scale and shift that bring all the points inside the frame."""
    left, top, right, bottom = frame.inside
    if not points:
        return 1.0, left, top
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    wide, high = (max(xs) - min(xs)) or 1e-9, (max(ys) - min(ys)) or 1e-9
    margin = frame.pad
    scale = min((right - left - 2 * margin) / wide, (bottom - top - 2 * margin) / high)
    middle_x, middle_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return scale, (left + right) / 2 - middle_x * scale, (top + bottom) / 2 - middle_y * scale


def draw(
    frame: Frame,
    families: Sequence[Family],
    you: Point | None,
    others: Sequence[Point],
    title: str,
    describe: str,
) -> str:
    everyone = [point for family in families for point in (*family.points, *(family.hull or ()))]
    everyone += [*others, *([you] if you else [])]
    scale, shift_x, shift_y = fitter(frame, everyone)

    def place(point: Point) -> Point:
        return point[0] * scale + shift_x, point[1] * scale + shift_y

    parts: list[str] = []
    dots: list[str] = []
    spreads: list[list[Point]] = []
    for rank, family in enumerate(families):
        tone = TONES[rank % len(TONES)]
        placed = [place(point) for point in family.points]
        edge = [place(point) for point in family.hull] if family.hull else placed
        if len(edge) > 2:
            edge = outline(edge, frame.pad)
            parts.append(element("path", class_=f"m-hull m-{tone}", d=smooth(edge)))
        dots += [dot(point, frame, tone) for point in placed]
        spreads.append(edge or placed)
    dots += [
        element("circle", class_="m-dot w-todo", cx=x, cy=y, r=frame.dot)
        for x, y in map(place, others)
    ]
    parts += dots
    if frame.kind == "wd":
        parts += wide_labels(frame, families, [middle(spread, frame) for spread in spreads])
    else:
        parts += narrow_labels(frame, families, spreads)
    if you is not None:
        parts += marker(frame, place(you))
    return drawing(
        parts,
        title=title,
        describe=describe,
        class_=frame.kind,
        viewBox=f"0 0 {frame.width:.0f} {frame.height:.0f}",
    )


def dot(point: Point, frame: Frame, tone: str) -> str:
    return element("circle", class_=f"m-dot f-{tone}", cx=point[0], cy=point[1], r=frame.dot)


def marker(frame: Frame, point: Point) -> list[str]:
    x, y = point
    foot = frame.height - (26 if frame.kind == "wd" else 18)
    return [
        element("path", class_="m-lead", d=f"M{x:.0f} {y:.0f}V{foot - 18:.0f}"),
        element("circle", class_="m-you", cx=x, cy=y, r=frame.dot * 2.1),
        text(
            _("You are here"),
            min(max(x, 60.0), frame.width - 60),
            foot,
            class_="lab m-halo",
            text_anchor="middle",
            font_size=frame.letters,
        ),
    ]


def wide_labels(
    frame: Frame,
    families: Sequence[Family],
    centres: Sequence[Point],
) -> Iterator[str]:
    """Write each family's name in the margin on its side, in the order of their heights."""
    for left in (True, False):
        side = [
            (centre[1], family)
            for family, centre in zip(families, centres, strict=True)
            if (centre[0] < frame.width / 2) is left
        ]
        floor = 40.0
        for y, family in sorted(side, key=lambda pair: pair[0]):
            lines = [
                _("Family %(letter)s · %(count)d")
                % {"letter": family.letter, "count": family.count},
                *fold(f"« {family.name} »" if family.name else "", 24),
            ]
            top = min(max(y - 30, floor), frame.height - 20.8 * len(lines))
            floor = top + 20.8 * len(lines) + 16
            x = 12.0 if left else frame.width - 222
            for line, words in enumerate(lines):
                yield text(
                    words,
                    x,
                    top + line * 20.8,
                    class_="lab" if line == 0 else "sub",
                    font_size=frame.letters,
                )


def narrow_labels(
    frame: Frame,
    families: Sequence[Family],
    spreads: Sequence[Sequence[Point]],
) -> Iterator[str]:
    """Write each family's letter above it, or below when another family stands there."""
    centres = [middle(spread, frame) for spread in spreads]
    for family, spread, (x, y) in zip(families, spreads, centres, strict=True):
        tops = [py for _px, py in spread] or [y]
        crowded = any(abs(cx - x) < 80 and cy < y for cx, cy in centres if (cx, cy) != (x, y))
        level = max(tops) + 19 if crowded else min(tops) - 8
        yield text(
            f"{family.letter} · {family.count}",
            min(max(x, 34.0), frame.width - 34),
            min(max(level, 16.0), frame.height - 40),
            class_="lab m-halo",
            text_anchor="middle",
            font_size=frame.letters,
        )


def middle(points: Sequence[Point], frame: Frame) -> Point:
    if not points:
        return frame.width / 2, frame.height / 2
    return (
        sum(x for x, _y in points) / len(points),
        sum(y for _x, y in points) / len(points),
    )


def fold(words: str, width: int) -> list[str]:
    """Cut a phrase into at most three lines; the last one says when something is left out."""
    lines: list[str] = []
    for word in words.split():
        for part in broken(word, width - 2):
            if lines and breadth(lines[-1]) + 1 + breadth(part) <= width:
                lines[-1] += f" {part}"
            else:
                lines.append(part)
    return lines if len(lines) <= 3 else [*lines[:2], f"{lines[2]}…"]


def breadth(words: str) -> int:
    """How many letters wide: the signs of East Asian scripts count for two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in words)


def broken(word: str, width: int) -> Iterator[str]:
    """A word in pieces that fit: scripts without spaces make one word of a sentence."""
    piece = ""
    for sign in word:
        if piece and breadth(piece + sign) > width:
            yield piece
            piece = ""
        piece += sign
    if piece:
        yield piece


def outline(points: Sequence[Point], pad: float) -> list[Point]:
    """A ring around the points: their hull seen from its centre, a little wider."""
    edge = hull(points)
    cx, cy = sum(x for x, _y in edge) / len(edge), sum(y for _x, y in edge) / len(edge)
    rays = sorted((atan2(y - cy, x - cx), hypot(x - cx, y - cy) + pad) for x, y in edge)
    rays = [(rays[-1][0] - 2 * pi, rays[-1][1]), *rays, (rays[0][0] + 2 * pi, rays[0][1])]
    ring = []
    for spoke in range(SPOKES):
        angle = -pi + 2 * pi * spoke / SPOKES
        reach = reach_at(rays, angle)
        ring.append((cx + cos(angle) * reach, cy + sin(angle) * reach))
    return ring


def smooth(ring: Sequence[Point]) -> str:
    """A closed curve through the points of a ring."""
    count = len(ring)
    path = f"M{ring[0][0]:.0f} {ring[0][1]:.0f}"
    for i, (x, y) in enumerate(ring):
        before, after, beyond = ring[i - 1], ring[(i + 1) % count], ring[(i + 2) % count]
        path += (
            f"C{x + (after[0] - before[0]) / 6:.0f} {y + (after[1] - before[1]) / 6:.0f}"
            f" {after[0] - (beyond[0] - x) / 6:.0f} {after[1] - (beyond[1] - y) / 6:.0f}"
            f" {after[0]:.0f} {after[1]:.0f}"
        )
    return f"{path}Z"


def reach_at(rays: Sequence[Point], angle: float) -> float:
    for (start, near), (end, far) in zip(rays, rays[1:], strict=False):
        if start <= angle <= end:
            share = (angle - start) / (end - start) if end > start else 0.0
            return near + (far - near) * share
    return rays[0][1]


def hull(points: Sequence[Point]) -> list[Point]:
    """The convex hull, by the monotone chain; points in a line are given some body."""
    ordered = sorted(set(points))

    def half(way: Sequence[Point]) -> list[Point]:
        kept: list[Point] = []
        for x, y in way:
            while len(kept) > 1 and turn(kept[-2], kept[-1], (x, y)) <= 0:
                kept.pop()
            kept.append((x, y))
        return kept[:-1]

    found = half(ordered) + half(ordered[::-1])
    return found if len(found) > 2 else ordered


def turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
