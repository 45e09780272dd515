"""Every check that needs no test: format, lint, types, contracts, templates, words, migrations.

All run at once; what fails is shown whole, what passes in one line.
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
TEMPLATES = sorted(str(path.relative_to(HOUSE)) for path in HOUSE.glob("src/maven/*/templates"))
CHECKS = {
    "types": [str(BIN / "mypy")],
    "format": [str(BIN / "ruff"), "format", "--check", "--quiet", "."],
    "lint": [str(BIN / "ruff"), "check", "--quiet", "."],
    "contracts": [str(BIN / "lint-imports")],
    "templates": [str(BIN / "djangofmt"), "check", *TEMPLATES],
    "words": [sys.executable, "tools/messages.py", "check"],
    "migrations": [sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run"],
}


def run(name: str) -> tuple[str, int, str, float]:
    began = time.monotonic()
    done = subprocess.run(
        CHECKS[name],
        cwd=HOUSE,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "maven.config.settings", "MAVEN_DEMO": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return name, done.returncode, done.stdout, time.monotonic() - began


def main() -> int:
    failed = []
    with ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        for name, code, said, took in pool.map(run, CHECKS):
            print(f"{'ok  ' if code == 0 else 'FAIL'} {name} ({took:.1f} s)", flush=True)
            if code != 0:
                failed.append(name)
                print(said, flush=True)
    print(f"To mend: {', '.join(failed)}" if failed else "All is in order.")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
