"""What a disk may hold after the power went: from a recording of what was asked of it.

Everything asked of a file before a sync of it began, and that sync ended, is on the disk. What was
asked since may be there, be missing, or be there in part, in any mixture of its 512-byte sectors.
"""

import json
import os
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path

HEAD = struct.Struct("=cc6xQQ")
SECTOR = 512
FILES = {"d": "", "w": "-wal", "j": "-journal"}
ACKNOWLEDGED = b"A"


def built(folder):
    """The recorder, compiled; None where there is no compiler."""
    library = Path(folder) / "recorder.so"
    source = Path(__file__).with_name("recorder.c")
    try:
        done = subprocess.run(
            ["cc", "-O1", "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"],
            capture_output=True,
        )
    except FileNotFoundError:
        return None
    assert done.returncode == 0, done.stderr.decode()
    return library


class Marks:
    """Where those who were answered write so, in the same trace as the disk's."""

    def __init__(self, trace):
        self.handle = os.open(trace, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)

    def acknowledged(self, what):
        words = json.dumps(what).encode()
        os.write(self.handle, HEAD.pack(ACKNOWLEDGED, b"-", 0, len(words)) + words)

    def close(self):
        os.close(self.handle)


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the recording."""

    op: str
    file: str
    at: int
    size: int
    data: bytes


def events(trace):
    with Path(trace).open("rb") as told:
        while head := told.read(HEAD.size):
            op, file, at, size = HEAD.unpack(head)
            data = told.read(size) if op in b"WA" else b""
            yield Event(op.decode(), file.decode(), at, size, data)


class File:
    """One file: what is surely on the disk, and what was asked of it since."""

    def __init__(self, there=None):
        self.there, self.asked, self.begun = there, [], {}

    def meet(self, event):
        if event.op == "B":
            self.begun[event.at] = len(self.asked)
        elif event.op == "S":
            self._settle(self.begun.pop(event.at))
        else:
            self.asked.append(event)

    def _settle(self, count):
        for event in self.asked[:count]:
            self.there = asked_of(self.there, event)
        self.asked = self.asked[count:]
        self.begun = {thread: max(0, n - count) for thread, n in self.begun.items()}

    def image(self, chance, keep):
        """The file after the cut; `keep` says of what was asked since: none, all, or some."""
        there = None if self.there is None else bytearray(self.there)
        for event in self.asked if keep != "none" else ():
            if keep == "all" or (fate := chance.random()) < 0.4:
                there = asked_of(there, event)
            elif fate < 0.8 and event.op == "W":
                for part in torn(event, chance):
                    there = asked_of(there, part)
        return there


def asked_of(there, event):
    if event.op == "U":
        return None
    there = bytearray() if there is None else there
    if event.op == "T":
        del there[event.at :]
        there.extend(bytes(event.at - len(there)))
    else:
        there.extend(bytes(max(0, event.at - len(there))))
        there[event.at : event.at + event.size] = event.data
    return there


def torn(event, chance):
    """The sectors of a write that reached the disk."""
    first = SECTOR - event.at % SECTOR
    edges = [0, *range(first, event.size, SECTOR), event.size]
    for begin, end in zip(edges, edges[1:], strict=False):
        if chance.random() < 0.5:
            data = event.data[begin:end]
            yield Event("W", event.file, event.at + begin, len(data), data)


class Disk:
    """A recording played again: at each event, what is surely there and what was acknowledged."""

    def __init__(self, base):
        self.files = {
            letter: File(bytearray(path.read_bytes()) if path.exists() else None)
            for letter, end in FILES.items()
            for path in [Path(f"{base}{end}")]
        }
        self.acknowledged = []

    def meet(self, event):
        if event.op == "A":
            self.acknowledged.append(json.loads(event.data))
        else:
            self.files[event.file].meet(event)

    @property
    def unsettled(self):
        return sum(len(file.asked) for file in self.files.values())

    def cut(self, place, chance, keep):
        """Writes the files as a machine finds them when it starts again."""
        for end in (*FILES.values(), "-shm"):
            Path(f"{place}{end}").unlink(missing_ok=True)
        for letter, file in self.files.items():
            image = file.image(chance, keep)
            if image is not None:
                Path(f"{place}{FILES[letter]}").write_bytes(image)
