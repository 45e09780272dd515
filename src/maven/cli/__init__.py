"""What an operator types: the command maven."""

import argparse
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import django


class Refused(Exception):
    """The command cannot do what was asked; the words say why and what to do."""

    def __init__(self, words: str, *, code: int = 1) -> None:
        super().__init__(words)
        self.code = code


class Module(Protocol):
    """What each module of a command offers."""

    def arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, asked: argparse.Namespace) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One word after `maven`. `says` is shown in the list, `more` and `examples` in its own help."""

    says: str
    more: str
    examples: tuple[str, ...]
    needs_django: bool = True
    environment: dict[str, str] = field(default_factory=dict)


DEMO = {"MAVEN_DEMO": "1", "MAVEN_VAR": "var/demo"}
COMMANDS = {
    "demo": Command(
        says="open a living demonstration in a browser, without any setting",
        more="Makes its own store under var/demo with two missions, then serves it on this machine.",
        examples=("maven demo", "maven demo --fresh --port 8123"),
        environment=DEMO,
    ),
    "serve": Command(
        says="serve the pages, the live lane and the job worker",
        more="Checks the settings first and refuses to start on an error. Stops within five seconds.",
        examples=("maven serve", "maven serve --host 0.0.0.0 --port 8000"),
    ),
    "worker": Command(
        says="run the background jobs (maven serve starts one by itself)",
        more="One for each store. What a killed worker was doing is done again.",
        examples=("maven worker", "maven worker --drain"),
    ),
    "migrate": Command(
        says="bring the store and the static files up to date",
        more="Run it after installing a new version; running it again changes nothing.",
        examples=("maven migrate",),
    ),
    "check": Command(
        says="say what is wrong with the settings, the store and the journal, and the cure",
        more="Ends with 1 when there is an error. `maven serve` makes the quick part of it at start.",
        examples=("maven check", "maven check --quick"),
    ),
    "import": Command(
        says="import a consultation held elsewhere",
        more="Nothing is half imported, and importing again changes nothing.",
        examples=(
            "maven import polis exports/uberx --mission paca",
            'maven import polis exports/uberx --mission paca --question "What about UberX?"',
        ),
    ),
    "landscape": Command(
        says="draw the opinion landscape of a file of votes, without a store",
        more=(
            "PATH is a folder exported from Polis (votes.csv or votes.csv.gz, comments.csv), or a CSV"
            " file with the columns participant, statement, vote (1 agree, 0 pass, -1 disagree)."
        ),
        examples=("maven landscape exports/uberx", "maven landscape votes.csv --json --seed 7"),
        needs_django=False,
    ),
    "backup": Command(
        says="copy the store while it is in use, and verify the copy",
        more="The copy is opened and checked: structure, counts, journal chains.",
        examples=("maven backup", "maven backup --to /srv/backups"),
    ),
    "restore": Command(
        says="put a backup back in place of the store",
        more="The backup is checked first; the store it replaces is kept aside. Stop the server before.",
        examples=("maven restore var/backups/maven-20261123-120000.sqlite3 --force",),
    ),
    "verify-journal": Command(
        says="read the journal's chains and say whether a fact was changed",
        more="Prints the length and the head of each chain; a head kept elsewhere proves the past.",
        examples=("maven verify-journal", "maven verify-journal --chain mission-1 --since 3f2a…"),
    ),
}


def main(argv: Sequence[str] | None = None) -> int:
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] not in COMMANDS:
        return overview(words)
    name, command = words[0], COMMANDS[words[0]]
    for variable, value in command.environment.items():
        os.environ.setdefault(variable, value)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maven.config.settings")
    module = made_ready(name, command)
    parser = parser_of(name, command)
    module.arguments(parser)
    asked = parser.parse_args(words[1:])
    try:
        return module.run(asked)
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
            django.setup()
        return load(name)
    finally:
        gc.freeze()
        gc.enable()


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
    lines = [f"  {name:<{width}}  {command.says}" for name, command in COMMANDS.items()]
    text = (
        "Maven Toolkit: let a strategy emerge from a community.\n\n"
        "usage: maven COMMAND [options]      (maven COMMAND --help for each)\n\n"
        + "\n".join(lines)
        + "\n\nTo begin: maven demo. Settings are read from the environment: docs/settings.md.\n"
    )
    if not words or words[0] in {"-h", "--help", "help"}:
        print(text, end="")
        return 0
    print(f"maven: there is no command {words[0]!r}.\n\n{text}", end="", file=sys.stderr)
    return 2
