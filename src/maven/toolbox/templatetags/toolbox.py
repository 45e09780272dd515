"""Showing a kind of activity: its signature, its effort, its people, in drawing and in words."""

from django import template
from django.utils.safestring import SafeString

from maven.toolbox import vocabulary, words
from maven.toolbox.models import ActivityKind
from maven.ui.charts import signature

register = template.Library()

register.filter("moments", words.moments_of)
register.filter("scale_word", words.scale_of)
register.filter("picture", words.picture_of)
register.filter("people", words.people_of)
register.filter("terms", vocabulary.terms)
register.filter("in_a_sentence", words.sentence_of)


@register.simple_tag
def kind_signature(kind: ActivityKind) -> SafeString:
    return signature(
        kind.convergence,
        kind.measure / 4,
        kind.engage / 4,
        (kind.connect_qty + kind.connect_quality) / 8,
    )
