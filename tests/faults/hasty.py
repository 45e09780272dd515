"""`python -m tests.faults.hasty serve …`: the same server with one promise broken on purpose.

HASTY_ACKNOWLEDGEMENT: opinions are acknowledged, then committed.
HASTY_SYNCHRONOUS: what SQLite waits for (OFF, NORMAL), the start-up check set aside.
"""

import os
import sys
import time

from django.db import transaction

from maven.cli import main
from maven.live import writer
from maven.live.wire import answer_of


def acknowledge_first(self, batch):
    with transaction.atomic():
        for one in batch:
            self._run_one(one)
        self._acknowledge(batch, [answer_of(one.response) for one in batch])
        time.sleep(0.4)


def break_promises():
    if os.environ.get("HASTY_ACKNOWLEDGEMENT"):
        writer.Writer.write = acknowledge_first
    if wanted := os.environ.get("HASTY_SYNCHRONOUS"):
        import django

        django.setup()

        from django.conf import settings

        from maven.cli import serve_command

        told = settings.DATABASES["default"]["OPTIONS"]
        told["init_command"] = told["init_command"].replace("=FULL", f"={wanted}")
        serve_command.quick = lambda language: []


if __name__ == "__main__":
    break_promises()
    sys.exit(main(sys.argv[1:]))
