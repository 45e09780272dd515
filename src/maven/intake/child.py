"""The process that reads a file, and nothing else: little memory, little time, no file, no network.

Its order comes on the standard input: one line of JSON, then the bytes. Its answer is JSON.
"""

import json
import os
import resource
import sys
from contextlib import suppress
from typing import Any

from maven.intake.polis import read_export
from maven.intake.reading import read_sheet, readers_loaded_for
from maven.intake.troubles import Unreadable

MB = 1024 * 1024
# What Python announces before it does it, and a reader of files has no use for.
FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "ctypes.",
)
CHANGING = ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod")


class Forbidden(Exception):
    """Reading a file needs no network, no other program and no place to write."""


def within_limits(memory: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))
    if hasattr(os, "unshare"):
        with suppress(OSError):  # where the system lets anybody have a network of their own: none
            os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNET)
    sys.addaudithook(refuse)


def refuse(event: str, told: tuple[Any, ...]) -> None:
    if event.startswith(FORBIDDEN) or event in CHANGING:
        raise Forbidden(event)
    if event == "open" and isinstance(told[1], str) and set(told[1]) & set("wax+"):
        raise Forbidden(event)


def answer(order: dict[str, Any], data: bytes) -> dict[str, Any]:
    if "export" in order:
        return {"export": read_export(parted(order["export"], data)).as_dict()}
    try:
        sheet = read_sheet(
            order["file"],
            data,
            sheet=order["sheet"],
            known=frozenset(order["known"]),
            most_rows=order["most_rows"],
        )
    except Unreadable as unreadable:
        return {"trouble": unreadable.trouble.as_dict()}
    return {"sheet": sheet.as_dict()}


def parted(sizes: list[tuple[str, int]], data: bytes) -> dict[str, bytes]:
    """The files again, that came one after the other."""
    files, at = {}, 0
    for name, size in sizes:
        files[name], at = data[at : at + size], at + size
    return files


def main() -> None:
    order = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    readers_loaded_for(data)
    within_limits(order["memory"], order["seconds"])
    json.dump(answer(order, data), sys.stdout)


if __name__ == "__main__":
    main()
