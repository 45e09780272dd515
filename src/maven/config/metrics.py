"""The figures of the place in the text that Prometheus and others read."""

from collections.abc import Iterator

import maven
from maven.config.vitals import Vitals
from maven.live import figures

FORMAT = "text/plain; version=0.0.4; charset=utf-8"


def text(vitals: Vitals) -> str:
    lines = [line for figure in figures.ALL for line in family(figure)]
    lines += gauge("maven_info", "The version.", 1, version=maven.__version__)
    for name, says, value in gauges(vitals):
        if value is not None:
            lines += gauge(f"maven_{name}", says, value)
    return "\n".join(lines) + "\n"


def gauges(vitals: Vitals) -> Iterator[tuple[str, str, float | None]]:
    stored = vitals.stored
    yield "store_answers", "1 when the store answers.", float(stored is not None)
    yield "writing_paused", "1 while the operator has paused writing.", float(bool(vitals.paused))
    yield "disk_free_bytes", "Room beside the store.", vitals.disk_free
    yield "disk_bytes", "Size of that disk.", vitals.disk_size
    yield "store_log_bytes", "SQLite's write-ahead log.", vitals.log_bytes
    yield "worker_silent_seconds", "Since the job worker was alive.", vitals.worker_silent
    yield "backup_age_seconds", "Since the last backup.", vitals.backup_age
    yield "drill_age_seconds", "Since coming back was rehearsed.", vitals.drill_age
    yield "drill_seconds", "How long coming back took.", vitals.drill.get("seconds")
    if stored is not None:
        yield "migrations_behind", "Migrations not applied.", stored.behind
        yield "jobs_waiting", "Background jobs that wait.", stored.jobs
        yield "jobs_oldest_seconds", "Since the oldest of them waits.", stored.waited
        yield "jobs_failed", "Jobs set aside after three failures.", stored.failed
        yield "jobs_failed_letters", "Those that were letters.", stored.letters
        yield "reactions_set_aside", "Reactions to facts set aside.", stored.set_aside
        yield "journal_facts", "Facts in the journal.", stored.facts
        yield "journal_chains", "Chains of the journal.", stored.chains


def family(figure: figures.Counter | figures.Histogram) -> Iterator[str]:
    total = "_total" if figure.kind == "counter" else ""
    yield f"# HELP {figure.name}{total} {figure.says}"
    yield f"# TYPE {figure.name}{total} {figure.kind}"
    for name, labels, value in figure.samples():
        yield sample(name, value, **labels)


def gauge(name: str, says: str, value: float, **labels: str) -> list[str]:
    return [f"# HELP {name} {says}", f"# TYPE {name} gauge", sample(name, value, **labels)]


def sample(name: str, value: float, **labels: str) -> str:
    told = ",".join(f'{label}="{escaped(text)}"' for label, text in labels.items())
    return f"{name}{{{told}}} {float(value)!r}" if told else f"{name} {float(value)!r}"


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
