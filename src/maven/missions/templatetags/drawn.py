from typing import Any

from django import template

from maven.missions.drawn import MARK, Drawn

register = template.Library()


@register.inclusion_tag("missions/_drawn.html", takes_context=True)
def drawn(context: template.Context, form: Drawn, page: str = "") -> dict[str, Any]:
    """The mark of what a form shows, and what others wrote meanwhile; `page` is where it is read."""
    page = page or context["request"].path
    return {"name": MARK, "mark": form.mark, "meanwhile": form.meanwhile, "page": page}
