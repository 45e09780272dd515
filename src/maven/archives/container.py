"""The file itself: a zip in a fixed order with fixed dates, so that the same mission makes the same bytes."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

NO_DATE = (1980, 1, 1, 0, 0, 0)
LEVEL = 6
PIECE = 1 << 20


class Leaf:
    """One file being written into the archive, measured on its way."""

    def __init__(self, out: IO[bytes]) -> None:
        self.out = out
        self.digest = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> None:
        self.digest.update(data)
        self.size += len(data)
        self.out.write(data)


class Container:
    """An archive being written, one file after the other; what was written is told by `files`."""

    def __init__(self, out: IO[bytes]) -> None:
        self.zip = ZipFile(out, "w", ZIP_DEFLATED, compresslevel=LEVEL)
        self.files: dict[str, dict[str, str | int]] = {}

    @contextmanager
    def file(self, path: str) -> Iterator[Leaf]:
        info = ZipInfo(path, NO_DATE)
        info.compress_type, info.external_attr = ZIP_DEFLATED, 0o600 << 16
        with self.zip.open(info, "w") as out:
            leaf = Leaf(out)
            yield leaf
        self.files[path] = {"sha256": leaf.digest.hexdigest(), "bytes": leaf.size}

    def copy(self, path: str, source: IO[bytes]) -> None:
        source.seek(0)
        with self.file(path) as leaf:
            while piece := source.read(PIECE):
                leaf.write(piece)

    def close(self) -> None:
        self.zip.close()
