"""`make canaries`: puts each defect in a copy of the house and looks whether the tests see it.

First the same tests run without any defect: a test that fails by itself sees nothing.
ARGS: words of the names of some defects; --committed copies what is committed.
"""

import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path
from queue import Empty, Queue

from tests.canaries.defects import DEFECTS
from tests.canaries.running import FAILED, PASSED, Copy, DefectDoesNotApply, Verdict, migrates

TOGETHER = 2
BROKEN = 99


def tried(copies, defects):
    """The verdicts, in the order of the defects; each copy takes the next one when it is free."""
    waiting, verdicts = Queue(), {}
    for one in defects:
        waiting.put(one)

    def work(copy):
        while True:
            try:
                one = waiting.get_nowait()
            except Empty:
                return
            try:
                verdict = copy.try_out(one)
            except DefectDoesNotApply as told:
                verdict = Verdict(one.name, BROKEN, 0.0, str(told))
            verdicts[one.name] = verdict
            print(line(verdict), flush=True)

    threads = [threading.Thread(target=work, args=(copy,)) for copy in copies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [verdicts[one.name] for one in defects]


def line(verdict):
    word = "seen" if verdict.seen else "MISSED" if verdict.code == PASSED else "NO ANSWER"
    by = verdict.told.partition(" - ")[0].rpartition("::")[2] if verdict.seen else verdict.told
    return f"{word:9} {verdict.seconds:5.1f} s  {verdict.name:66} {by[:80]}"


def main(words):
    committed = "--committed" in words
    words = [word for word in words if not word.startswith("--")]
    chosen = [one for one in DEFECTS if not words or any(word in one.name for word in words)]
    folder = Path(tempfile.mkdtemp(prefix="maven-canaries-"))
    began = time.monotonic()
    try:
        copies = [Copy(folder / str(n), committed) for n in range(min(TOGETHER, len(chosen)))]
        for copy in copies:
            copy.prepare()
        sound = sorted({name for one in chosen for name in one.seen_by})
        red = []
        for migrate in (False, True):
            names = sorted({n for one in chosen if migrates(one) == migrate for n in one.seen_by})
            if not names:
                continue
            code, told = copies[0].tests(*names, to_the_end=True, migrate=migrate)
            if code not in (PASSED, FAILED):
                print(f"The tests do not run: {told[0]}")
                return 2
            red += told if code == FAILED else []
        for name in red:
            print(f"red without any defect: {name}")
        print(f"{len(sound)} tests and files of tests run without a defect", flush=True)
        verdicts = tried(copies, [one for one in chosen if not is_red(one, red)])
    finally:
        shutil.rmtree(folder)
    seen = sum(one.seen for one in verdicts)
    print(
        f"\n{len(chosen)} defects, {seen} seen, {len(chosen) - seen} not, "
        f"in {time.monotonic() - began:.0f} s"
    )
    return seen < len(chosen)


def is_red(defect, red):
    """Whether what should see it fails by itself, and so sees nothing."""
    return any(name.startswith(mine) for name in red for mine in defect.seen_by)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
