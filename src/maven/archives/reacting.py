"""The readers of the journal step over the facts of a mission taken in: they were reacted to where it was."""

from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from maven.journal.models import Cursor, Fact


def readers() -> list[str]:
    """The name of every reader that a room declares."""
    names: list[str] = []
    for config in apps.get_app_configs():
        if config.name.startswith("maven.") and module_has_submodule(config.module, "readers"):
            names.extend(getattr(import_module(f"{config.name}.readers"), "READERS", ()))
    return names


def let_readers_pass(before: int) -> None:
    """A reader that had read everything goes on after them; one that is late will meet them too."""
    newest = Fact.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    for name in readers():
        Cursor.objects.get_or_create(reader=name)
    Cursor.objects.filter(reader__in=readers(), position__gte=before).update(position=newest)
