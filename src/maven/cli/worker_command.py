"""`maven worker`"""

import argparse

from maven.config.worker import work


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--drain", action="store_true", help="end when no job and no unread fact is left"
    )


def run(asked: argparse.Namespace) -> int:
    return work(drain=asked.drain)
