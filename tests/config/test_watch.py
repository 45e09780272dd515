"""The worker is started again when it dies, and stopped with the server."""

import asyncio
import sys
import time

from maven.config import watch
from maven.config.watch import Watch


def script(words):
    return (sys.executable, "-c", words)


def test_a_worker_that_dies_is_replaced(tmp_path, monkeypatch):
    monkeypatch.setattr(watch, "FIRST_PAUSE", 0.01)
    trace = tmp_path / "trace"
    words = f"open({str(trace)!r}, 'a').write('x'); raise SystemExit(1)"

    async def scene():
        watched = Watch(script(words), after=0)
        watched.open()
        until = time.monotonic() + 20
        while time.monotonic() < until and len(text(trace)) < 3:
            await asyncio.sleep(0.02)
        await watched.close()

    asyncio.run(scene())

    assert len(text(trace)) >= 3


def test_a_worker_that_does_not_listen_is_killed(tmp_path, monkeypatch):
    monkeypatch.setattr(watch, "TO_STOP", 0.3)
    ready = tmp_path / "ready"
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        f"open({str(ready)!r}, 'w').write('x'); time.sleep(60)"
    )

    async def scene():
        watched = Watch(script(deaf), after=0)
        watched.open()
        while not text(ready):
            await asyncio.sleep(0.02)
        await watched.close()
        return watched.process.returncode

    assert asyncio.run(scene()) == -9


def test_a_stop_before_the_first_start_starts_nothing():
    async def scene():
        watched = Watch(script(""), after=60)
        watched.open()
        await asyncio.sleep(0)
        await asyncio.wait_for(watched.close(), 2)
        return watched.process

    assert asyncio.run(scene()) is None


def test_closing_what_was_never_opened_is_nothing():
    asyncio.run(Watch(script("")).close())


def text(path):
    return path.read_text() if path.exists() else ""
