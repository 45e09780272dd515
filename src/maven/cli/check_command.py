"""`maven check`"""

import argparse
import sys

from maven.config.checks import quick, report, whole


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quick", action="store_true", help="only what is checked at start")


def run(asked: argparse.Namespace) -> int:
    troubles = quick() if asked.quick else whole()
    errors = report(troubles, out=sys.stdout)
    if not troubles:
        print("All is well.")
    return int(errors)
