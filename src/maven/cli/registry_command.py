"""`maven registry`"""

import argparse
import csv
import sys

from django.utils import translation

from maven.rights.registry import as_markdown, as_rows


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--csv", action="store_true", help="for a spreadsheet, instead of Markdown")
    parser.add_argument("--language", choices=["fr", "en"], default="fr", help="fr or en")


def run(asked: argparse.Namespace) -> int:
    with translation.override(asked.language):
        if asked.csv:
            csv.writer(sys.stdout, delimiter=";", lineterminator="\n").writerows(as_rows())
        else:
            print(as_markdown(), end="")
    return 0
