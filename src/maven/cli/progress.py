"""Telling how far a long work is, on stderr: one line rewritten on a terminal, plain lines elsewhere."""

import sys
import time
from types import TracebackType
from typing import Self

AT_MOST_EVERY = 0.1


class Progress:
    """`progress("Opening the sprints")` tells a step, `progress.part(3, 40)` how much of it is done."""

    def __init__(self) -> None:
        self.out = sys.stderr
        self.live = self.out.isatty()
        self.words = ""
        self.told_at = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self.done()

    def __call__(self, words: str) -> None:
        self.done()
        self.words = words
        self.out.write(f"{words}…" if self.live else f"{words}…\n")
        self.out.flush()

    def part(self, done: int, total: int) -> None:
        now = time.monotonic()
        if self.live and total and now - self.told_at > AT_MOST_EVERY:
            self.told_at = now
            self.out.write(f"\r{self.words}… {100 * done // total} %")
            self.out.flush()

    def done(self) -> None:
        if self.words and self.live:
            self.out.write(f"\r\x1b[K{self.words}: done\n")
            self.out.flush()
        self.words = ""
