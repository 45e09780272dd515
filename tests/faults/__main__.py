"""`make faults`: every test of sudden stops, at its full size, and its figures in one table.

ARGS: --kills 60 --images 1200 --restarts 20 --retries 10000 --facts 5000, or words for pytest.
"""

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent.parent
SIZES = {"kills": 60, "images": 1200, "restarts": 20, "retries": 10_000, "facts": 5000}
# Beside those of this folder: the races that are run at full size here alone.
TESTS = ("tests/faults", "tests/races/test_journal.py")


def main(words):
    asked = argparse.ArgumentParser(prog="python -m tests.faults")
    for name, size in SIZES.items():
        asked.add_argument(f"--{name}", type=int, default=size)
    sizes, rest = asked.parse_known_args(words)
    told = {f"MAVEN_TEST_{name.upper()}": str(getattr(sizes, name)) for name in SIZES}
    running = subprocess.Popen(
        [sys.executable, "-m", "pytest", "-m", "faults", "-s", "-rA", *TESTS, *rest],
        cwd=HOUSE,
        env=os.environ | told,
        stdout=subprocess.PIPE,
        text=True,
    )
    figures = []
    for line in running.stdout:
        print(line, end="", flush=True)
        if found := re.search(r"figure: (.*)", line):
            figures.append(found[1])
    print("\n" + "\n".join(f"  {one}" for one in figures))
    return running.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
