from datetime import date
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory, override_settings
from django.utils import translation

from maven.ui import gallery
from maven.ui.templatetags import ui

THIN = "\u202f"


class Promise(forms.Form):
    title = forms.CharField(label="Titre", max_length=280, help_text="Une phrase.")
    kind = forms.ChoiceField(label="Genre", choices=[("a", "A")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="Certain", required=False)


def shown(source, **context):
    return Template("{% load ui %}" + source).render(Context(context))


def test_a_field_ties_its_label_its_hint_and_its_errors():
    html = shown("{% field form.title %}", form=Promise({}))
    assert '<label for="id_title">Titre</label>' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html


def test_a_group_of_choices_is_a_fieldset():
    html = shown("{% field form.kind %}", form=Promise())
    assert "<fieldset" in html
    assert "<legend>Genre</legend>" in html


def test_a_long_field_is_counted_and_a_box_stands_before_its_label():
    assert 'data-max="280"' in shown("{% field form.title %}", form=Promise())
    assert '<label class="chk">' in shown("{% field form.sure %}", form=Promise())


def test_the_summary_leads_to_each_error():
    html = shown("{% error_summary form %}", form=Promise({}))
    assert 'href="#id_title"' in html
    assert 'href="#id_kind_0"' in html
    assert 'role="alert"' in html
    assert shown("{% error_summary form %}", form=Promise()).strip() == ""


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Claire Martin", "CM"),
        ("Jean-Marc de la Tour", "JT"),
        ("Nadia", "N"),
        ("", "?"),
        ("é", "É"),
    ],
)
def test_initials(name, letters):
    assert ui.initials(name) == letters


def test_numbers_are_said():
    with translation.override("fr"):
        assert ui.percent(0.64) == "64 %"
        assert ui.percent(None) == "–"
        assert ui.decimal(3.5) == "3,5"
        assert ui.decimal(8.0) == "8"
    assert [ui.signed(n) for n in (16, -3, 0, None)] == ["+16", "−3", "=", ""]


def test_days_are_said():
    with translation.override("fr"):
        assert ui.day(date(2026, 4, 16)) == "16 avril 2026"
        assert ui.long_day(date(2026, 4, 16)) == "jeudi 16 avril 2026"
        assert ui.short_day(date(2026, 5, 1)) == "1er mai"
        assert ui.day_range(date(2026, 4, 27), date(2026, 5, 15)) == "27 avril – 15 mai 2026"
        assert ui.day_range(date(2026, 5, 4), date(2026, 5, 15)) == "4 – 15 mai 2026"
        assert ui.day_range(date(2026, 5, 1), date(2026, 5, 15)) == "1er – 15 mai 2026"
        assert ui.day_range(date(2026, 5, 1), date(2026, 5, 1)) == "1er mai 2026"
    with translation.override("en"):
        assert ui.day(date(2026, 4, 16)) == "16 April 2026"


def test_an_icon_is_silent_unless_it_is_named():
    assert 'aria-hidden="true"' in ui.icon("waves")
    assert 'aria-label="Vagues"' in ui.icon("waves", "Vagues")
    assert "i-waves" in ui.icon("waves")


def test_a_hostile_name_is_escaped():
    html = shown("{% person_chip person %}", person=SimpleNamespace(name="<b>x</b>"))
    assert "<b>" not in html


def test_a_long_list_is_turned_over():
    from django.core.paginator import Paginator

    page = Paginator(range(30), 10).page(2)
    request = RequestFactory().get("/x/?tri=nom&page=2")
    html = shown("{% pagination page %}", page=page, request=request)
    assert 'href="?page=1&amp;tri=nom"' in html
    assert 'href="?page=3&amp;tri=nom"' in html


@pytest.mark.parametrize("language", ["fr", "en"])
@override_settings(ROOT_URLCONF="tests.ui.urls")
def test_the_gallery_shows_every_piece(language):
    with translation.override(language):
        request = RequestFactory().get("/ui/")
        request.user = SimpleNamespace(is_authenticated=False)
        page = gallery.gallery(request)
    html = page.content.decode()
    assert page.status_code == 200
    assert f'<html lang="{language}">' in html
    assert "style=" not in html
    for word in ("vote", "cap", "dims", "board", "error-summary", "drop", "timeline", "empty"):
        assert f'class="{word}' in html or f" {word}" in html
