"""`maven migrate`"""

import argparse

from maven.cli.progress import Progress
from maven.config.prepare import prepare


def arguments(parser: argparse.ArgumentParser) -> None:
    pass


def run(asked: argparse.Namespace) -> int:
    with Progress() as progress:
        prepare(progress)
    return 0
