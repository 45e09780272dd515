"""Every text has an end, and none becomes markup: held on all models, forms and templates at once."""

import importlib
import pkgutil
import re

from django import forms
from django.apps import apps
from django.db import models

import maven
from tests.house import source

# Three drawings at most: numbers, words escaped just before. `format_html` escapes what it is given.
MOST_MARKED_SAFE = 3
UNESCAPED = re.compile(r"mark_safe\(|SafeString\(|\|\s*safe\b|\|\s*safeseq\b")
# What this house wrote itself: the answer given to a form, kept for two days.
OURS = {"journal.Receipt.body", "journal.Receipt.cookies"}
# These say their own end, in their own words: `SignedField`, `weakness_of`.
HELD_OTHERWISE = re.compile(r"PasskeyAtDoorForm|ShownPasskeyForm|NewPasskeyForm|NewPasswordForm")
AUTOESCAPE = re.compile(r"autoescape\s+off")


def endless_fields(found):
    return [
        f"{model._meta.label}.{field.name}"
        for model in found
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and not field.max_length
    ]


def test_every_text_of_every_model_has_an_end():
    ours = [one for one in apps.get_models() if one.__module__.startswith("maven.")]

    assert set(endless_fields(ours)) == OURS


def test_a_text_without_an_end_is_seen():
    field = models.TextField(name="words")
    field.set_attributes_from_name("words")
    endless = type("M", (), {"_meta": type("O", (), {"label": "M", "concrete_fields": [field]})})

    assert endless_fields([endless]) == ["M.words"]


def our_forms():
    for module in pkgutil.walk_packages(maven.__path__, "maven."):
        if module.name.rpartition(".")[2].endswith("forms"):
            for one in vars(importlib.import_module(module.name)).values():
                is_form = isinstance(one, type) and issubclass(one, forms.BaseForm)
                if is_form and one.__module__.startswith("maven."):
                    yield one


def endless_inputs(found):
    return {
        f"{form.__qualname__}.{name}"
        for form in found
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.CharField) and not field.max_length
    }


def test_every_text_of_every_form_has_an_end():
    found = set(our_forms())

    assert len(found) > 20
    assert {one for one in endless_inputs(found) if not HELD_OTHERWISE.match(one)} == set()


def test_an_input_without_an_end_is_seen():
    endless = type("F", (forms.Form,), {"words": forms.CharField()})

    assert endless_inputs([endless]) == {"F.words"}


def test_words_become_markup_in_three_places_at_most():
    rooms = source.SOURCE
    files = [*rooms.rglob("*.py"), *rooms.rglob("*.html")]
    marked = {
        path.relative_to(rooms).as_posix() for path in files if UNESCAPED.search(path.read_text())
    }
    unescaped = [path for path in rooms.rglob("*.html") if AUTOESCAPE.search(path.read_text())]

    assert 0 < len(marked) <= MOST_MARKED_SAFE, marked
    assert unescaped == []
