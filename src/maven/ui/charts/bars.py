"""Bars and dots: shares, totals, needs, small counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maven.ui.charts.svg import drawing, element, percent, safe

DOT, PER_ROW = 17, 20


@dataclass(frozen=True)
class Need:
    """One dimension in the recap: `key` names it to the script, shares go from 0 to 1."""

    key: str
    label: str
    covered: float
    need: float


@dataclass(frozen=True)
class ChainStep:
    """One step of the chain from exchange to action: words, a count, and a note beside it."""

    label: str
    count: int
    note: str = ""


def stacked_bar(agree: float, passed: float, disagree: float, title: str = "") -> SafeString:
    """Draw how a group answered, as parts of the whole; disagreement is hatched as well."""
    total = agree + passed + disagree
    if total <= 0:
        return safe(drawing([], title=title, class_="stack", width="100%", height=18))
    yes, unsure = agree / total * 100, passed / total * 100
    parts = [
        element("rect", class_="y", x="0%", width=percent(yes), height=18),
        element("rect", class_="p", x=percent(yes), width=percent(unsure), height=18),
        element(
            "rect",
            x=percent(yes + unsure),
            width=percent(100 - yes - unsure),
            height=18,
            fill="url(#hatch) #AE4327",
        ),
    ]
    for edge in {yes, yes + unsure}:
        if 0 < edge < 100:
            parts.append(
                element("line", class_="sep", x1=percent(edge), x2=percent(edge), y1=0, y2=18)
            )
    return safe(drawing(parts, title=title, class_="stack", width="100%", height=18))


def progress(value: float, maximum: float, title: str = "") -> SafeString:
    """Draw a thin bar: how far one is."""
    share = 100 * value / maximum if maximum else 0
    parts = [
        element("rect", class_="p-track", x=0, y=1, width="100%", height=8, rx=4),
        element("rect", class_="p-fill", x=0, y=1, width=percent(share), height=8, rx=4),
    ]
    return safe(drawing(parts, title=title, class_="progress", width="100%", height=10))


def meter(value: float, maximum: float, title: str = "") -> SafeString:
    """Draw a total against a capacity; the chooser's script moves it."""
    share = 100 * value / maximum if maximum else 0
    parts = [
        element("rect", class_="p-track", x=0, y=1, width="100%", height=14, rx=7),
        element(
            "rect",
            class_="v",
            x=0,
            y=1,
            width=percent(share),
            height=14,
            rx=7,
            data_meter="",
            data_max=f"{maximum:g}",
        ),
    ]
    style = "meter over" if value > maximum else "meter"
    return safe(drawing(parts, title=title, class_=style, width="100%", height=16))


def need_bars(needs: Sequence[Need]) -> SafeString:
    """Draw what the chosen activities bring, with a mark at what the community needs."""
    rows = []
    for need in needs:
        bar = drawing(
            [
                element("rect", class_="p-track", x=0, y=6, width="100%", height=10, rx=5),
                element(
                    "rect",
                    class_="n-fill",
                    x=0,
                    y=6,
                    width=percent(need.covered * 100),
                    height=10,
                    rx=5,
                    data_need=need.key,
                ),
                element(
                    "line",
                    class_="n-mark",
                    x1=percent(need.need * 100),
                    y1=1,
                    x2=percent(need.need * 100),
                    y2=21,
                ),
            ],
            width="100%",
            height=22,
        )
        words = _("%(covered)d out of 100, for a need of %(need)d") % {
            "covered": round(need.covered * 100),
            "need": round(need.need * 100),
        }
        rows.append(
            element(
                "div",
                element("dt", element("span", escape(need.label))),
                element("dd", bar, element("span", escape(words), class_="vh no-js-only")),
            )
        )
    return safe(element("dl", *(rows or [""]), class_="need"))


def signature(convergence: float, measure: float, engage: float, connect: float) -> SafeString:
    """Draw what an activity does to the four dimensions.

    Convergence goes from -1 (opens) to 1 (closes) and is a dot around the middle; the three
    others go from 0 to 1 and are bars.
    """
    middle = 50 + 50 * max(-1.0, min(1.0, convergence))
    first = drawing(
        [
            element("rect", class_="s-track", x=0, y=2, width="100%", height=9, rx=4),
            element("line", class_="s-mid", x1="50%", x2="50%", y1=0, y2=13),
            element("circle", class_="s-dot", cx=percent(middle), cy=6, r=6),
        ],
        width="100%",
        height=13,
    )
    rows = [signature_row(_("Converges"), first, convergence)]
    for label, value in (
        (_("Measures"), measure),
        (_("Engages"), engage),
        (_("Connects"), connect),
    ):
        bar = drawing(
            [
                element("rect", class_="s-track", x=0, y=2, width="100%", height=9, rx=4),
                element(
                    "rect", class_="s-fill", x=0, y=2, width=percent(value * 100), height=9, rx=4
                ),
            ],
            width="100%",
            height=13,
        )
        rows.append(signature_row(label, bar, value))
    return safe(element("dl", *rows, class_="sig"))


def signature_row(label: str, bar: str, value: float) -> str:
    words = _("%(value)s out of 100") % {"value": round(value * 100)}
    return element(
        "div",
        element("dt", escape(label)),
        element("dd", bar, element("span", escape(words), class_="vh")),
    )


def unit_dots(done: int, low: int, high: int | None = None) -> SafeString:
    """Draw one dot per activity: full when done, empty when planned, dotted when optional."""
    most = max(done, low, high or 0)
    rows = -(-most // PER_ROW) or 1
    parts = []
    for place in range(most):
        kind = "on" if place < done else "plan" if place < low else "opt"
        parts.append(
            element(
                "circle",
                class_=kind,
                cx=7 + DOT * (place % PER_ROW),
                cy=7 + DOT * (place // PER_ROW),
                r="5.5",
            )
        )
    width, height = DOT * min(most, PER_ROW) or DOT, DOT * rows - 3
    return safe(
        drawing(
            parts,
            class_="dots",
            width=width,
            height=height,
            viewBox=f"0 0 {width} {height}",
        )
    )


def chain_bars(steps: Sequence[ChainStep]) -> SafeString:
    """Draw the chain from exchange to action: bars on one zero, each with its count."""
    most = max((step.count for step in steps), default=0) or 1
    rows = []
    for step in steps:
        width = max(step.count / most * 66, 1.0 if step.count else 0.0)
        count = str(number_format(step.count, use_l10n=True))
        words = element("tspan", escape(count), class_="n")
        if step.note:
            words += element("tspan", escape(step.note), class_="sub", dx=9)
        bar = drawing(
            [
                element("rect", x=0, y=0, width=percent(width), height=26, rx=6),
                element("text", words, x=percent(width), y=19, dx=11),
            ],
            width="100%",
            height=26,
        )
        said = element("span", escape(f"{count} {step.note}".strip()), class_="vh")
        rows.append(
            element(
                "li",
                element("span", escape(step.label)),
                element("div", bar, said, class_="bar"),
            )
        )
    return safe(element("ol", *(rows or [""]), class_="chain"))
