"""A value of the store as it is written in an archive, and as a spreadsheet may open it."""

import json
from base64 import b64encode
from datetime import UTC, date, datetime
from typing import Any

from maven.intake.neutral import neutral


def written(value: Any) -> Any:
    """Numbers, words and structures as they are; days and instants by ISO 8601, in UTC; bytes by
    base64."""
    if isinstance(value, bytes | memoryview):
        return b64encode(value).decode()
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else value


def day_of(value: datetime | None) -> str | None:
    return value.astimezone(UTC).date().isoformat() if value else None


def line(row: dict[str, Any]) -> bytes:
    return (
        json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
    )


def cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return neutral(json.dumps(value, sort_keys=True, ensure_ascii=False))
    return neutral(value) if isinstance(value, str) else str(value)
