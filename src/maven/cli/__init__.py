"""What an operator types: the command maven."""

import argparse
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Protocol

from maven.cli.arithmetic import RECKONING
from maven.cli.commands import OPERATING, Command
from maven.cli.refusing import Refused

COMMANDS = OPERATING | RECKONING


class Module(Protocol):
    """What each module of a command offers."""

    def arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, asked: argparse.Namespace) -> int: ...


def main(argv: Sequence[str] | None = None) -> int:
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] not in COMMANDS:
        return overview(words)
    name, command = words[0], COMMANDS[words[0]]
    for variable, value in command.environment.items():
        os.environ.setdefault(variable, value)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maven.config.settings")
    try:
        module = made_ready(name, command)
        parser = parser_of(name, command)
        module.arguments(parser)
        return module.run(parser.parse_args(words[1:]))
    except Refused as refusal:
        print(f"maven {name}: {refusal}", file=sys.stderr)
        return refusal.code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `maven … | head` has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def made_ready(name: str, command: Command) -> Module:
    """Imports without the collector looking again and again at what stays anyway."""
    gc.disable()
    try:
        if command.needs_django:
            set_up()
        return load(name)
    finally:
        gc.freeze()
        gc.enable()


def set_up() -> None:
    """A variable that cannot be read is a sentence, not the inside of a program."""
    import django  # noqa: PLC0415 (what reckons from a file does not need it)
    from django.conf import settings  # noqa: PLC0415
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415

    try:
        _ = settings.INSTALLED_APPS
    except Exception as trouble:  # whatever a variable was taken for
        raise unreadable(trouble) from trouble
    try:
        django.setup()
    except ImproperlyConfigured as trouble:
        raise unreadable(trouble) from trouble


def unreadable(trouble: Exception) -> Refused:
    why = str(trouble).partition("\n")[0]
    return Refused(
        f"M.E073 the settings cannot be read: {why}\n"
        "       docs/settings.md says what each variable may hold.\n"
        "M.E073 les réglages ne peuvent pas être lus.\n"
        "       docs/settings.md dit ce que chaque variable peut contenir.",
        code=2,
    )


def load(name: str) -> Module:
    """Each command is loaded alone: the others cost it nothing."""
    module: Module = importlib.import_module(f"maven.cli.{name.replace('-', '_')}_command")
    return module


def parser_of(name: str, command: Command) -> argparse.ArgumentParser:
    examples = "\n".join(f"  {example}" for example in command.examples)
    return argparse.ArgumentParser(
        prog=f"maven {name}",
        description=f"{command.says[0].upper()}{command.says[1:]}.\n\n{command.more}",
        epilog=f"examples:\n{examples}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def overview(words: Sequence[str]) -> int:
    """The list of commands; an unknown word gets it too, with 2."""
    width = max(map(len, COMMANDS))
    parts = [
        f"{title}\n" + "\n".join(f"  {name:<{width}}  {one.says}" for name, one in part.items())
        for title, part in (
            ("A place", OPERATING),
            ("Figures from a file, without a store", RECKONING),
        )
    ]
    text = (
        "Maven Toolkit: let a strategy emerge from a community.\n\n"
        "usage: maven COMMAND [options]      (maven COMMAND --help for each)\n\n"
        + "\n\n".join(parts)
        + "\n\nTo begin: maven demo. Settings are read from the environment: docs/settings.md.\n"
    )
    if not words or words[0] in {"-h", "--help", "help"}:
        print(text, end="")
        return 0
    print(f"maven: there is no command {words[0]!r}.\n\n{text}", end="", file=sys.stderr)
    return 2
