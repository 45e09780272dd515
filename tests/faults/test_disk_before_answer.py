"""An answer leaves only once the disk has said yes: read in the order of the system calls.

A kill alone cannot tell: the kernel keeps the pages of a killed program.
"""

import re
import shutil
import threading

import pytest

from tests.faults.town import Guest

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not on this machine"),
]

TRACE = ("strace", "-f", "-qq", "-y", "-s", "160", "-e", "trace=fdatasync,fsync,recvfrom,sendto")
LINE = re.compile(r"^(?P<thread>\d+) +(?P<rest>.*)$")


def votes_traced(town, folder, guests=3, each=6, **broken):
    """Votes with every system call written down; gives the lines."""
    trace = folder / "trace"
    module = "tests.faults.hasty" if broken else "maven.cli"
    town.start("--no-worker", module=module, under=(*TRACE, "-o", str(trace)), **broken)
    voters = [Guest(town, seed) for seed in range(guests)]
    threads = [
        threading.Thread(target=lambda one=one: [one.vote() for _ in range(each)]) for one in voters
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    town.stop()
    assert sum(len(one.acknowledged) for one in voters) == guests * each
    return trace.read_text(errors="replace").splitlines()


class Reading:
    """Goes through the calls in order, and counts the answers that no write to the disk preceded.

    A request is read at a line; its answer may leave when an fdatasync of the write-ahead log that
    began after that line has ended.
    """

    def __init__(self):
        self.read_at, self.safe, self.under_way, self.handle_of = {}, {}, {}, {}
        self.answers = self.early = 0

    def calls(self, lines):
        for place, line in enumerate(lines):
            thread, rest = LINE.match(line).groups()
            call = re.match(r"(?:<\.\.\. )?(\w+)(?: resumed>|\((\d+))", rest)
            if call is None:  # a signal, the end of a thread
                continue
            handle = self.handle_of[thread] = call[2] or self.handle_of.get(thread)
            if call[1] in {"fdatasync", "fsync"}:
                self.disk(thread, rest, place)
            elif call[1] == "recvfrom" and '"POST ' in rest and "/avis/" in rest:
                self.read_at[handle], self.safe[handle] = place, False
            elif call[1] == "sendto" and '"HTTP/1.1 ' in rest and handle in self.read_at:
                self.answers += 1
                self.early += not self.safe.pop(handle)
                del self.read_at[handle]
        return self.answers, self.early

    def disk(self, thread, rest, place):
        if "resumed" not in rest:
            self.under_way[thread] = place if "-wal>" in rest else -1
        if "unfinished" not in rest and rest.rstrip().endswith("= 0"):
            began = self.under_way.pop(thread)
            for handle, read_at in self.read_at.items():
                self.safe[handle] = self.safe[handle] or began > read_at


def answers_before_the_disk(lines):
    return Reading().calls(lines)


def test_each_answer_follows_a_write_to_the_disk_that_began_after_the_request(town, tmp_path):
    answers, early = answers_before_the_disk(votes_traced(town, tmp_path))

    assert (answers, early) == (18, 0)


def test_the_same_reading_sees_a_store_that_does_not_wait_for_the_disk(town, tmp_path):
    lines = votes_traced(town, tmp_path, guests=1, HASTY_SYNCHRONOUS="OFF")

    answers, early = answers_before_the_disk(lines)

    assert answers == 6
    assert early == 6


def test_the_reading_itself_tells_early_from_late():
    request = '7 recvfrom(9<TCP>, "POST /m/paca/consultations/a-1/avis/ HTTP/1.1", 9) = 9'
    answer = '7 sendto(9<TCP>, "HTTP/1.1 303 See Other", 9, 0, NULL, 0) = 9'
    begins, ends = (
        "8 fdatasync(5</var/store-wal> <unfinished ...>",
        "8 <... fdatasync resumed>) = 0",
    )

    assert answers_before_the_disk([request, begins, ends, answer]) == (1, 0)
    assert answers_before_the_disk([request, begins, answer, ends]) == (1, 1)
    assert answers_before_the_disk([begins, request, ends, answer]) == (1, 1)
