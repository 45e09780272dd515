"""Words as they are looked for: without capitals or accents, the same in both stores.

Nothing folded is kept: a copy of a name would have to be erased with the name.
"""

import unicodedata
from typing import Any

from django.db import models
from django.db.models import Func, Value
from django.db.models.functions import Lower, Replace

LONGER = {"æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ß": "ss", "ẞ": "ss"}
SPECIAL = {"ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d"}
SPACES_AND_QUOTES = {"\u2019": "'", "\u00a0": " ", "\u202f": " "}
MARKS = "".join(map(chr, range(0x300, 0x370)))


def _plain(sign: str) -> str:
    letters = unicodedata.normalize("NFD", sign)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).lower()


# The letters of Latin-1 and of Latin Extended-A and B that are a plain letter with a mark.
ONE_FOR_ONE = {
    chr(code): _plain(chr(code))
    for code in (*range(0xC0, 0x180), *range(0x1CD, 0x220))
    if _plain(chr(code)).isascii() and len(_plain(chr(code))) == 1
} | {**SPECIAL, **SPACES_AND_QUOTES}
TABLE = str.maketrans({**ONE_FOR_ONE, **LONGER, **dict.fromkeys(MARKS, "")})


def folded(text: str | None) -> str | None:
    """`Lycée d’Œuvres` is looked for as `lycee d'oeuvres`."""
    return None if text is None else text.translate(TABLE).lower()


def words_of(text: str) -> list[str]:
    """What is looked for: each word on its own, whatever stands between them."""
    plain = folded(text) or ""
    return "".join(sign if sign.isalnum() else " " for sign in plain).split()


class Folded(Func):
    """The folded words of a column: our own function in SQLite, `translate` in PostgreSQL."""

    function = "folded"
    arity = 1
    output_field: models.Field[str, str] = models.TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """The function is told to the connection the first time that it is needed there."""
        connection.ensure_connection()
        if getattr(connection, "_folds", None) is not connection.connection:
            connection.connection.create_function("folded", 1, folded, deterministic=True)
            connection._folds = connection.connection
        return self.as_sql(compiler, connection, **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        [source] = self.get_source_expressions()
        plain: Any = Func(
            source,
            Value("".join(ONE_FOR_ONE) + MARKS),
            Value("".join(ONE_FOR_ONE.values())),
            function="translate",
            output_field=models.TextField(),
        )
        for sign, letters in LONGER.items():
            plain = Replace(plain, Value(sign), Value(letters))
        return compiler.compile(Lower(plain))
