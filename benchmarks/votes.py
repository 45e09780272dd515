"""What a durable vote costs on the live lane, against plain Django on the same machine, in one run.

    .venv/bin/python benchmarks/votes.py [--votes 600] [--voters 16] [--pairs 3]

Both take a form vote over HTTP and answer once the disk has it (SQLite, WAL, synchronous=FULL):

ours       the product as it is served: session, CSRF, once-only receipt, access rules, the fact in
           the journal, the opinion; answers the redirect (303).
reference  the yardstick of plain_django.py: one Django view under WSGI, a thread for each connection,
           Django's eight usual middlewares, `update_or_create`, one commit for each vote; no
           receipt, no journal, no access rule.

A B A B in pairs; the figure is the median of the ratios of CPU (user + system of the server's process
tree) for each vote. Absolute figures depend on the machine, ratios much less.
"""

import argparse
import os
import re
import shutil
import statistics
import sys
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path
from types import SimpleNamespace

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.faults.town import Guest, Town, run

TICK = os.sysconf("SC_CLK_TCK")


def cpu_of(pid):
    """Seconds of CPU of a process and of its children that still run."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    own = (int(fields[11]) + int(fields[12])) / TICK
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return own + sum(cpu_of(child) for child in children)


class Voter(Guest):
    """Reads the page once, then sends the same form for other ideas, with a key of its own."""

    def prepare(self):
        _, page = self.ask("GET", self.town.address)
        form = re.search(r'<form method="post" action="([^"]+/avis/)".*?</form>', page, re.DOTALL)
        self.action = form.group(1)
        self.fields = dict(
            re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form.group(0))
        )

    def send(self, turn):
        fields = self.fields | {
            "statement": str(1 + turn % 60),
            "choice": str(turn % 3 - 1),
            "submission_key": f"{id(self):x}-{turn:08d}-benchmark",
        }
        began = time.perf_counter()
        status, page = self.ask("POST", self.action, urllib.parse.urlencode(fields))
        assert status == 303, (status, page[:500])
        return time.perf_counter() - began


def measured(town, voters, votes):
    """CPU for each vote (ms), votes each second, latency p50 and p95 (ms)."""
    crowd = [Voter(town, number) for number in range(voters)]
    for one in crowd:
        one.prepare()
        one.send(0)
    each, took = votes // voters, []

    def go(one):
        took.extend([one.send(turn) for turn in range(1, each + 1)])

    threads = [threading.Thread(target=go, args=(one,)) for one in crowd]
    cpu, began = cpu_of(town.process.pid), time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds, cpu = time.perf_counter() - began, cpu_of(town.process.pid) - cpu
    assert len(took) == each * voters
    took.sort()
    return SimpleNamespace(
        cpu=1000 * cpu / len(took),
        rate=len(took) / seconds,
        p50=1000 * took[len(took) // 2],
        p95=1000 * took[int(len(took) * 0.95)],
    )


def one_run(prepared, voters, votes, **how):
    folder = Path(tempfile.mkdtemp(prefix="maven-benchmark-"))
    town = Town(prepared, folder)
    try:
        town.start("--no-worker", **how)
        return measured(town, voters, votes)
    finally:
        town.end()
        shutil.rmtree(folder, ignore_errors=True)


def prepare(folder):
    var = folder / "var"
    for words in (("maven.cli", "migrate"), ("tests.faults.seed",)):
        done = run(var, *words)
        assert done.returncode == 0, done.stderr
    pk, address = done.stdout.split()
    return SimpleNamespace(var=var, consultation=int(pk), address=address)


def fdatasync_ms(folder):
    """What this disk takes to say yes, to read the figures by."""
    took = []
    with (folder / "probe").open("wb") as out:
        for _ in range(100):
            out.write(b"x" * 4096)
            out.flush()
            began = time.perf_counter()
            os.fdatasync(out.fileno())
            took.append(1000 * (time.perf_counter() - began))
    return statistics.median(took)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--votes", type=int, default=600)
    parser.add_argument("--voters", type=int, default=16)
    parser.add_argument("--pairs", type=int, default=3)
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="maven-benchmark-"))
    prepared = prepare(folder)
    print(
        f"fdatasync p50 {fdatasync_ms(folder):.2f} ms; {asked.voters} voters, {asked.votes} votes"
    )
    ratios, rates = [], []
    for _ in range(asked.pairs):
        ours = one_run(prepared, asked.voters, asked.votes)
        plain = one_run(prepared, asked.voters, asked.votes, module="benchmarks.plain_django")
        for name, seen in (("ours", ours), ("reference", plain)):
            print(
                f"{name:<10} {seen.cpu:6.2f} ms CPU a vote  {seen.rate:7.0f} votes/s"
                f"  p50 {seen.p50:6.1f} ms  p95 {seen.p95:6.1f} ms"
            )
        ratios.append(plain.cpu / ours.cpu)
        rates.append(ours.rate / plain.rate)
    print(f"CPU: reference / ours     {statistics.median(ratios):.2f} (median of {asked.pairs})")
    print(f"votes/s: ours / reference {statistics.median(rates):.2f}")
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
