"""The arithmetic against named references: `python -m benchmarks [topic …]`.

Each line is a ratio measured in one run on one core. `votes` needs a server and is run by itself.
"""

import importlib
import os
import sys
from pathlib import Path

# One core for everybody: a library that takes two would look twice as quick.
for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[threads] = "1"

HERE = Path(__file__).parent


def topics():
    """The modules here that offer `lines`, by name."""
    names = sorted(path.stem for path in HERE.glob("*.py"))
    return [name for name in names if "\ndef lines(" in (HERE / f"{name}.py").read_text()]


def main(asked):
    known = topics()
    for name in asked or known:
        if name not in known:
            print(f"There is no topic {name!r}: {', '.join(known)}.", file=sys.stderr)
            return 2
        print(f"\n== {name}", flush=True)
        for line in importlib.import_module(f"benchmarks.{name}").lines():
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
