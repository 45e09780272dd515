"""One dimension of the community's state: now, before, and the zone aimed at."""

from django.utils.safestring import SafeString

from maven.ui.charts.svg import drawing, element, number, percent, safe, text


def dot_plot(
    value: float | None,
    low: float | None = None,
    high: float | None = None,
    previous: float | None = None,
    zone_low: float | None = None,
    zone_high: float | None = None,
    ends: tuple[str, str] = ("", ""),
    *,
    stale: bool = False,
    title: str = "",
) -> SafeString:
    """Draw positions on a scale from 0 to 100; what is None is not drawn.

    Without a title the drawing is silent: the sentence stands beside it.
    """
    y = 22
    parts = [element("line", class_="g-track", x1="0%", x2="100%", y1=y, y2=y)]
    if zone_low is not None and zone_high is not None:
        parts.append(
            element(
                "rect",
                class_="g-zone",
                x=percent(zone_low),
                width=percent(zone_high - zone_low),
                y=y - 10,
                height=20,
                rx=6,
            )
        )
    if low is not None and high is not None:
        parts.append(
            element("line", class_="g-range", x1=percent(low), x2=percent(high), y1=y, y2=y)
        )
    if value is not None and previous is not None:
        parts.append(
            element("line", class_="g-move", x1=percent(previous), x2=percent(value), y1=y, y2=y)
        )
    if previous is not None:
        parts.append(element("circle", class_="g-was", cx=percent(previous), cy=y, r=number(5.5)))
    if value is not None:
        parts.append(element("circle", class_="g-ring", cx=percent(value), cy=y, r=number(10.5)))
        parts.append(element("circle", class_="g-now", cx=percent(value), cy=y, r=8))
    if ends[0]:
        parts.append(text(ends[0], "0", "44"))
    if ends[1]:
        parts.append(text(ends[1], "100%", "44", text_anchor="end"))
    style = "gauge stale" if stale else "gauge"
    return safe(drawing(parts, title=title, class_=style, width="100%", height=46))
