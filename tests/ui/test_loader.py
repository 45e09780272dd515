"""Numbers inside a tag are for a machine, between tags for people."""

import pytest
from django.template import engines
from django.utils import translation

from maven.ui.loader import bare_in_tags

NARROW = "\u202f"


def read(source, **words):
    with translation.override("fr"):
        return engines["django"].from_string(bare_in_tags(source)).render(words)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ('<b id="n-{{ n }}">{{ n }}</b>', f'<b id="n-20643">20{NARROW}643</b>'),
        (
            '<input {% if n > 3 %}value="{{ n }}"{% endif %}>{{ n }}',
            f'<input value="20643">20{NARROW}643',
        ),
        ("<input value='{{ n }}' data-a=\">{{ n }}\">", "<input value='20643' data-a=\">20643\">"),
        ("{# <b #}{{ n }} < 5 {{ n }}", f"20{NARROW}643 < 5 20{NARROW}643"),
        (
            '<a href="?page={{ n|add:1 }}" title="{{ words }}">',
            '<a href="?page=20644" title="&lt;b&gt;">',
        ),
        ('<i data-x="{{ nothing }}">', '<i data-x="">'),
        (
            "{% load i18n %}<a aria-label='{% blocktranslate trimmed with name=words %}"
            "My account, {{ name }}{% endblocktranslate %}' id='{{ n }}'>",
            "<a aria-label='Mon compte, &lt;b&gt;' id='20643'>",
        ),
    ],
)
def test_a_number_inside_a_tag_keeps_its_digits_together(source, shown):
    assert read(source, n=20643, words="<b>") == shown


def test_each_page_of_the_house_goes_through_it():
    template = engines["django"].get_template("sprints/plenary.html").template
    assert "keep-{{ activity.pk|unlocalize }}" in template.source
