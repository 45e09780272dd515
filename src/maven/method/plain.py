"""The answers of the method as lists, numbers and words, to be stored or sent. Plain Python."""

from dataclasses import fields, is_dataclass
from typing import Any


def plain(value: Any) -> Any:
    """A dataclass as a dictionary, tuples as lists, all the way down.

    >>> from maven.method.intervals import wilson
    >>> plain((wilson(0, 0), 2))
    [{'count': 0, 'total': 0, 'value': None, 'low': None, 'high': None}, 2]
    """
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return [plain(one) for one in value] if isinstance(value, tuple) else value
