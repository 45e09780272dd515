"""The rules of the house. Each rule is also shown to fail on a thing that breaks it."""

import subprocess
import sys

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from maven.missions.models import Mission
from tests.house import source

ROOMS = [config for config in apps.get_app_configs() if config.name.startswith("maven.")]
MODELS = [model for config in ROOMS for model in config.get_models()]
OPERATIONS = sorted(
    path
    for path in source.python_files()
    if path.name == "operations.py" or path.parent.name == "operations"
)


@pytest.mark.parametrize(
    "path", OPERATIONS, ids=lambda path: path.relative_to(source.SOURCE).as_posix()
)
def test_every_verb_says_by_whom_and_when(path):
    assert source.verbs_without_by_and_at(path.read_text()) == []


def test_a_verb_without_by_or_at_is_seen():
    text = "@transaction.atomic\ndef close_sprint(*, sprint, at):\n    pass\n"

    assert source.verbs_without_by_and_at(text) == ["close_sprint"]


def test_no_file_is_longer_than_300_lines():
    assert source.too_long((path, path.read_text()) for path in source.python_files()) == []


def test_a_file_of_301_lines_is_seen(tmp_path):
    assert source.too_long([(tmp_path / "long.py", "x\n" * 301)]) == ["long.py"]


def test_every_fact_recorded_is_documented_and_every_fact_documented_is_recorded():
    recorded = set().union(*(source.facts_recorded(path.read_text()) for path in OPERATIONS))
    documented = source.facts_documented((source.ROOT / "docs" / "facts.md").read_text())

    assert documented == recorded


def test_a_fact_recorded_and_not_documented_is_seen():
    assert source.facts_recorded('record("tea.made", x)') - source.facts_documented("- `tea.drunk`")


def test_every_model_is_in_the_glossary():
    glossary = (source.ROOT / "docs" / "glossary.md").read_text()

    assert [m.__name__ for m in MODELS if f"`{m.__name__}`" not in glossary] == []


def undocumented(model):
    return not model.__doc__ or model.__doc__.startswith(f"{model.__name__}(")


def test_every_model_says_what_it_is():
    assert [m.__name__ for m in MODELS if undocumented(m)] == []


def test_a_model_that_says_nothing_is_seen():
    assert undocumented(type("Mute", (), {"__doc__": "Mute(id, name)"}))


def test_every_model_is_shown_by_its_key():
    shown = [m.__name__ for m in MODELS if not str(m(pk=7)).startswith("#7")]

    assert shown == []


def choices_without_constraint(model):
    guarded = " ".join(
        str(constraint.condition)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    )
    return [
        f"{model.__name__}.{field.name}"
        for field in model._meta.get_fields()
        if getattr(field, "choices", None) and field.name not in guarded
    ]


def test_the_database_refuses_every_choice_that_is_not_one():
    assert [name for model in MODELS for name in choices_without_constraint(model)] == []


def rooms_reached_back(model):
    room = model._meta.app_label
    return [
        f"{model.__name__}.{field.name}: ask from the upper room"
        for field in model._meta.get_fields()
        if field.is_relation
        and field.concrete
        and field.related_model._meta.app_label != room
        and field.related_model._meta.label != "journal.Chain"
        and not field.remote_field.hidden
    ]


def test_foreign_keys_look_down_and_leave_no_way_back():
    assert [told for model in MODELS for told in rooms_reached_back(model)] == []


@isolate_apps("maven.voices")
def test_a_way_back_is_seen():
    class Wrong(models.Model):  # noqa: DJ008
        mission = models.ForeignKey(Mission, models.CASCADE)

        class Meta:
            app_label = "voices"

    assert rooms_reached_back(Wrong) == ["Wrong.mission: ask from the upper room"]


def test_every_setting_read_is_documented():
    read = set().union(*(source.settings_read(path.read_text()) for path in source.python_files()))
    documented = (source.ROOT / "docs" / "settings.md").read_text()

    assert [name for name in sorted(read) if f"`{name}`" not in documented] == []


@pytest.mark.django_db
def test_the_models_and_the_migrations_say_the_same():
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


LEFT_OUT_OF_THE_WEB = {"numpy", "scipy", "typst", "maven.method.landscape", "maven.method.fit"}


def loaded_after(statement):
    program = f"{statement}\nimport sys\nprint(sorted({LEFT_OUT_OF_THE_WEB!r} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_the_web_process_starts_without_the_heavy_arithmetic():
    loading = (
        "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'maven.config.settings'\n"
        "from django.core.wsgi import get_wsgi_application; get_wsgi_application()\n"
        "from django.urls import get_resolver; get_resolver().url_patterns"
    )

    assert loaded_after(loading) == "[]"


def test_heavy_arithmetic_that_is_loaded_is_seen():
    assert loaded_after("import numpy") == "['numpy']"


def test_each_page_of_the_method_names_a_function_that_exists():
    import importlib

    for page in (source.ROOT / "docs" / "method").glob("*.md"):
        module = importlib.import_module(f"maven.method.{page.stem}")
        assert module.__doc__, page.name
        public = [name for name in vars(module) if f"`{name}" in page.read_text()]
        assert public, page.name


def test_each_adr_is_numbered_once():
    numbers = [path.name[:4] for path in sorted((source.ROOT / "docs" / "adr").glob("*.md"))]

    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
