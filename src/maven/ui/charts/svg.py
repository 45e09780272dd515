"""The few strokes that all charts share, and the one place where markup is declared safe."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe


def number(value: float) -> str:
    """Write a coordinate: at most two decimals, and never an exponent."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def percent(value: float) -> str:
    return f"{number(min(100.0, max(0.0, value)))}%"


def element(name: str, *inside: str, **attributes: object) -> str:
    """Write an element; `class_` is class, `stroke_width` is stroke-width, None is left out."""
    words = []
    for key, value in attributes.items():
        if value is None:
            continue
        shown = number(value) if isinstance(value, float) else str(value)
        words.append(f' {key.rstrip("_").replace("_", "-")}="{escape(shown)}"')
    if not inside:
        return f"<{name}{''.join(words)}/>"
    return f"<{name}{''.join(words)}>{''.join(inside)}</{name}>"


def text(words: str, x: float | str, y: float | str, **attributes: object) -> str:
    return element("text", escape(words), x=x, y=y, **attributes)


def drawing(
    parts: Iterable[str], *, title: str = "", describe: str = "", **attributes: object
) -> str:
    """Wrap the parts in an svg: named when it has a title, else silent for screen readers."""
    inside = list(parts)
    if title:
        named: dict[str, object] = {"role": "img"}
        if describe:
            inside.insert(0, f"<desc>{escape(describe)}</desc>")
        inside.insert(0, f"<title>{escape(title)}</title>")
    else:
        named = {"aria_hidden": "true", "focusable": "false"}
    return element("svg", *(inside or [""]), **attributes, **named)


def safe(*parts: str) -> SafeString:
    """Declare the markup of a chart safe: every word in it went through `escape` above."""
    return mark_safe("".join(parts))  # noqa: S308
