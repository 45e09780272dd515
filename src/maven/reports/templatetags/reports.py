"""A number of a report, on the page, is a link to the list that makes it."""

from collections.abc import Iterator

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maven.missions.models import Mission
from maven.reports.figures import NUMBER

register = template.Library()


@register.simple_tag(takes_context=True)
def figures(context: template.Context, words: object) -> SafeString:
    """A sentence, in which each marked number opens its list."""
    mission, number = context["mission"], context["number"]
    return format_html_join("", "{}", ((part,) for part in _parts(str(words), mission, number)))


def _parts(words: str, mission: Mission, number: int) -> Iterator[SafeString]:
    end = 0
    for found in NUMBER.finditer(words):
        yield escape(words[end : found.start()])
        yield format_html(
            '<a class="fig" href="{}" title="{}">{}</a>',
            reverse("reports:figure", args=[mission.slug, number, found[1]]),
            _("What makes this number"),
            found[2],
        )
        end = found.end()
    yield escape(words[end:])
