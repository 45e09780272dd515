"""Tags and filters of the pages: icons, fields, people, numbers, days, charts."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.core.files.storage import Storage, storages
from django.forms import BoundField
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info, gettext, pgettext

from maven.ui import charts
from maven.ui.charts.sentences import figure
from maven.ui.days import day, day_range, hour, long_day, short_day
from maven.ui.typography import typeset

register = template.Library()

TONES = ("sea", "tile", "olive", "fig", "lagoon")
FAMILY_TONES = charts.TONES

for drawing in (
    charts.dot_plot,
    charts.stacked_bar,
    charts.progress,
    charts.meter,
    charts.need_bars,
    charts.signature,
    charts.unit_dots,
    charts.chain_bars,
):
    register.simple_tag(drawing)


@lru_cache(maxsize=8)
def sprite_in(files: Storage) -> str:
    """Where all the icons are: a page draws dozens of them."""
    return files.url("ui/vendor/icons.svg")


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """Show a Lucide icon; it is silent unless it has a label."""
    return drawn_icon(f"{sprite_in(storages['staticfiles'])}#i-{name}", label, f"i {css}".strip())


@lru_cache(maxsize=1024)
def drawn_icon(source: str, label: str, style: str) -> SafeString:
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}"/></svg>',
            style,
            label,
            source,
        )
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', style, source)


@register.filter
def typo(words: object) -> str:
    """Apply French typography to plain words, for what is not a page (subjects, titles)."""
    text = str(words)
    return typeset(text) if (get_language() or "").startswith("fr") else text


@register.filter
def initials(name: object) -> str:
    """Answer the initials of a name: first and last word, one letter if it is one word."""
    words = [word for word in str(name).replace("-", " ").split() if word[0].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


@register.filter
def tone(index: object) -> str:
    """Answer the tone of a cause from its colour number; it is a class: `card cause sea`."""
    number = int(str(index)) if str(index).lstrip("-").isdigit() else 0
    return TONES[number % len(TONES)]


@register.filter
def family_tone(letter: object) -> str:
    """Answer the tone of a family of opinion from its letter, as on the landscape."""
    first = str(letter)[:1].upper() or "A"
    return FAMILY_TONES[(ord(first) - ord("A")) % len(FAMILY_TONES)]


@register.filter
def percent(share: float | None) -> str:
    """Say a share between 0 and 1 as a percentage."""
    if share is None:
        return "–"
    number = number_format(round(share * 100), use_l10n=True)
    return pgettext("percentage", "%(number)s%%") % {"number": number}


@register.filter
def signed(number: float | None) -> str:
    """Say a change with its sign: +16, −3, =."""
    if number is None:
        return ""
    rounded = round(number, 1)
    whole = int(rounded) if rounded == int(rounded) else rounded
    if whole == 0:
        return "="
    return ("+" if whole > 0 else "−") + str(number_format(abs(whole), use_l10n=True))


@register.filter
def decimal(number: float | None) -> str:
    """Say a number without a useless zero after the point: 8, 3,5."""
    return "" if number is None else figure(number)


register.filter(day)
register.filter(hour)
register.filter(long_day)
register.filter(short_day)
register.simple_tag(day_range)


@register.inclusion_tag("ui/field.html")
def field(
    bound: BoundField, *, counter: bool = True, label: str = "", says_optional: bool = True
) -> dict[str, Any]:
    """Show a form field with its label, hint, errors and, when it has a maximum, a counter."""
    widget = bound.field.widget
    kind = type(widget).__name__
    limit = widget.attrs.get("maxlength")
    group = bound.use_fieldset
    return {
        "field": bound,
        "label": label or bound.label,
        "group": group,
        "optional": says_optional and not bound.field.required,
        "single_box": kind == "CheckboxInput",
        "hidden": widget.is_hidden,
        "file": kind in {"FileInput", "ClearableFileInput"},
        "counted": bool(
            counter and limit and kind in {"Textarea", "TextInput"} and int(limit) > 60
        ),
        "limit": limit,
        "error_id": f"{bound.auto_id}_error",
        "hint_id": f"{bound.auto_id}_helptext",
        "target": f"{bound.auto_id}_0" if group else bound.id_for_label,
    }


@register.inclusion_tag("ui/error_summary.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """Say above a form, or several, how many things are to correct, with a link to each."""
    entries: list[dict[str, str]] = []
    for form in forms:
        if form is None or not form.is_bound:
            continue
        for problem in form.non_field_errors():
            entries.append({"text": problem, "target": ""})
        for bound in form:
            target = f"{bound.auto_id}_0" if bound.use_fieldset else bound.id_for_label
            entries += [
                {"text": problem, "target": target, "label": str(bound.label)}
                for problem in bound.errors
            ]
    return {"entries": entries, "count": len(entries)}


@register.inclusion_tag("ui/person_chip.html")
def person_chip(person: Any, note: str = "", css: str = "") -> dict[str, Any]:
    """Show a person: a disc with the initials, the name, a few words below."""
    return {"name": getattr(person, "name", None) or str(person or ""), "note": note, "css": css}


@register.inclusion_tag("ui/empty.html")
def empty(sentence: str, icon: str = "", url: str = "", action: str = "") -> dict[str, str]:
    """Say why there is nothing yet, with at most one thing to do about it."""
    return {"sentence": sentence, "icon": icon, "url": url, "action": action}


@register.inclusion_tag("ui/breadcrumb.html")
def breadcrumb(*steps: str) -> dict[str, Any]:
    """Show the way here: label, address, label, address, …, label of this page."""
    last = steps[-1] if len(steps) % 2 else ""
    links = list(zip(steps[0::2], steps[1::2], strict=False))
    return {"links": links, "last": last}


@register.inclusion_tag("ui/pagination.html", takes_context=True)
def pagination(context: Mapping[str, Any], page: Any) -> dict[str, Any]:
    """Show where one is in a long list; the other parameters of the address stay."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    rest = query.urlencode()
    return {"page": page, "rest": f"&{rest}" if rest else ""}


def address(name: str, **words: object) -> str:
    try:
        return reverse(name, kwargs=words or None)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def places(context: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The five places of a mission, in the same order for everybody."""
    mission = context.get("mission")
    if not mission:
        return []
    here = context.get("place", "")
    request = context.get("request")
    known = (
        ("home", "front:mission", "house", gettext("Home"), gettext("Home")),
        (
            "consultations",
            "voices:consultations",
            "message-circle",
            gettext("Consultations"),
            pgettext("short", "Opinions"),
        ),
        (
            "causes",
            "causes:causes",
            "flag",
            gettext("Causes and actions"),
            pgettext("short", "Actions"),
        ),
        ("sprints", "sprints:sprints", "waves", gettext("Sprints"), gettext("Sprints")),
        (
            "community",
            "missions:community",
            "users",
            gettext("Community"),
            pgettext("short", "Network"),
        ),
    )
    found = []
    for name, url_name, picture, label, short in known:
        url = address(url_name, mission=mission.slug)
        current = ""
        if name == here:
            current = "page" if request is not None and request.path == url else "true"
        found.append(
            {
                "name": name,
                "url": url or "#",
                "icon": picture,
                "label": label,
                "short": short,
                "current": current,
            }
        )
    return found


@register.simple_tag(takes_context=True)
def other_language(context: Mapping[str, Any]) -> dict[str, str] | None:
    """The same page in the other language: its code, its own name, its address."""
    request = context.get("request")
    codes = [code for code, _name in settings.LANGUAGES if code != get_language()]
    if request is None or not codes:
        return None
    code = codes[0]
    here = request.get_full_path()
    return {
        "code": code,
        "name": get_language_info(code)["name_local"],
        "url": translate_url(here, code),
    }
