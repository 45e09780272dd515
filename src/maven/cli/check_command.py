"""`maven check`"""

import argparse
import json
import os
import sys
from dataclasses import asdict

from maven.config.checks import LANGUAGES, language_of, quick, report, whole


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quick", action="store_true", help="only what is checked at start")
    speaking(parser)
    parser.add_argument("--json", action="store_true", help="for another program")


def speaking(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--language", choices=LANGUAGES, help="of the sentences (else the terminal's)"
    )


def run(asked: argparse.Namespace) -> int:
    language = asked.language or language_of(os.environ)
    troubles = (quick if asked.quick else whole)(language)
    if asked.json:
        print(json.dumps([asdict(trouble) for trouble in troubles], ensure_ascii=False, indent=1))
        return int(any(trouble.level == "error" for trouble in troubles))
    errors = report(troubles, out=sys.stdout, language=language)
    if not troubles:
        print("Tout va bien." if language == "fr" else "All is well.")
    return int(errors)
