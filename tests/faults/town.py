"""A real server in its own process group, and guests who vote through its forms."""

import fcntl
import http.client
import os
import random
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.parse
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

HOUSE = Path(__file__).resolve().parent.parent.parent
TO_START = 40


def free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(var, **more):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAVEN_")}
    return kept | {
        "MAVEN_VAR": str(var),
        "MAVEN_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "maven.config.settings",
        "PYTHONPATH": f"{HOUSE / 'src'}:{HOUSE}",
        **more,
    }


def prepared(place):
    """The store that towns are copies of; whoever comes first makes it, the others wait."""
    place.mkdir(exist_ok=True)
    var, told = place / "var", place / "told"
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            migrated = run(var, "maven.cli", "migrate")
            assert migrated.returncode == 0, migrated.stderr
            seeded = run(var, "tests.faults.seed")
            assert seeded.returncode == 0, seeded.stderr
            told.write_text(seeded.stdout)
    pk, address = told.read_text().split()
    return SimpleNamespace(var=var, consultation=int(pk), address=address)


def run(var, *words, **more):
    """A Python module run to its end in the store's environment."""
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=HOUSE,
        env=environment(var, **more),
        capture_output=True,
        text=True,
        check=False,
    )


class Town:
    """A store of its own (a copy of the one prepared) and the server that keeps it."""

    def __init__(self, prepared, folder):
        self.var = folder / "var"
        shutil.copytree(prepared.var, self.var)
        self.address, self.consultation = prepared.address, prepared.consultation
        self.process = None
        self.port = free_port()

    @property
    def store(self):
        return self.var / "maven.sqlite3"

    def start(self, *words, module="maven.cli", under=(), **more):
        command = [sys.executable, "-m", module, "serve", "--port", str(self.port), *words]
        self.traced = bool(under)
        self.log = (self.var / "server.log").open("ab")
        self.process = subprocess.Popen(
            [*under, *command],
            cwd=HOUSE,
            env=environment(self.var, **more),
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )
        until = time.monotonic() + TO_START
        while time.monotonic() < until:
            if self.process.poll() is not None:
                break
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                connection.request("GET", "/healthz")
                if connection.getresponse().status == 200:
                    return self
            except OSError:
                time.sleep(0.05)
        raise AssertionError((self.var / "server.log").read_text())

    def kill(self):
        """All of it at once, as a power cut would stop the programs."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self):
        if self.traced:  # strace lets the signal pass to what it traces
            os.killpg(self.process.pid, signal.SIGTERM)
        else:
            self.process.terminate()
        return self.process.wait(timeout=20)

    def end(self):
        if self.process is not None and self.process.poll() is None:
            self.kill()

    def opinions(self):
        """What is in the store: for each participant, the choice on each statement."""
        found = {}
        with closing(sqlite3.connect(self.store)) as store:
            rows = store.execute("SELECT participant_id, statement_id, choice FROM voices_opinion")
            for participant, statement, choice in rows:
                found.setdefault(participant, {})[str(statement)] = choice
        return found


class Guest:
    """A browser without scripts: cookies, the form as it stands, one answer after the other."""

    def __init__(self, town, seed, told=None):
        self.town = town
        self.name = seed
        self.tell = told or (lambda _: None)  # called with what was acknowledged, at once
        self.chance = random.Random(seed)
        self.cookies = {}
        self.acknowledged = {}
        self.doubtful = set()
        self.connection = http.client.HTTPConnection("127.0.0.1", town.port, timeout=20)

    def ask(self, method, address, body=None):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = f"http://127.0.0.1:{self.town.port}"
        self.connection.request(method, address, body, headers)
        response = self.connection.getresponse()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return response.status, response.read().decode()

    def vote(self):
        """Reads the card and answers it; False when there is nothing left to answer."""
        status, page = self.ask("GET", self.town.address)
        assert status == 200, page
        form = re.search(r'<form method="post" action="([^"]+/avis/)".*?</form>', page, re.DOTALL)
        if form is None:
            return False
        fields = dict(
            re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form.group(0))
        )
        fields["choice"] = str(self.chance.choice([-1, 0, 1]))
        statement = fields["statement"]
        self.doubtful.add(statement)
        status, page = self.ask("POST", form.group(1), urllib.parse.urlencode(fields))
        if status in {500, 503, 507}:
            return True
        assert status in {200, 303}, (status, page)
        self.acknowledged[statement] = int(fields["choice"])
        self.tell({"guest": self.name, "statement": statement, "choice": int(fields["choice"])})
        return True

    def go_on_until(self, stopped):
        """Votes until the server is no longer there."""
        try:
            while not stopped.is_set() and self.vote():
                pass
        except (OSError, http.client.HTTPException):
            pass

    def is_kept(self, opinions):
        """Whether some participant has every opinion that was acknowledged to this guest."""
        mine = self.acknowledged.items()
        return not mine or any(mine <= theirs.items() for theirs in opinions.values())
