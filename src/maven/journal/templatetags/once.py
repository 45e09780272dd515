import secrets

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def once() -> SafeString:
    """A key of its own for each form shown: sending it twice has one effect."""
    return format_html(
        '<input type="hidden" name="submission_key" value="{}">', secrets.token_urlsafe(18)
    )
