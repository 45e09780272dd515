"""Words as they are looked for: without capitals or accents, the same in both stores.

Nothing folded is kept: a copy of a name would have to be erased with the name.
"""

import re
import unicodedata
from typing import Any

from django.db import models
from django.db.models import Func, Value
from django.db.models.functions import Lower, Replace

LONGER = {"æ": "ae", "œ": "oe", "ß": "ss"}
SPECIAL = str.maketrans(
    {**LONGER, "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "\u2019": "'"}
    | dict.fromkeys("\u00a0\u202f", " ")
)
MARK = re.compile("[\u0300-\u036f]+")
LATIN_ENDS = 0x250
UNCOMMON = re.compile("[^\\x00-\\x7fÀ-ÅÇ-ÏÑ-ÖÙ-Ýà-åç-ïñ-öù-ýÿ]")


def _latin(text: str) -> str:
    """The letters of Latin alphabets without their marks."""
    plain = MARK.sub("", unicodedata.normalize("NFD", text)).lower()
    return plain if plain.isascii() else plain.translate(SPECIAL)


# The same sign by sign: for PostgreSQL, and for texts of several alphabets.
KNOWN = (*range(0xA0, LATIN_ENDS), 0x1E9E, 0x2019, 0x202F)
SIGNS = {sign: _latin(sign) for sign in map(chr, KNOWN)}
ONE_FOR_ONE = {sign: plain for sign, plain in SIGNS.items() if len(plain) == 1 and plain != sign}
TWO_FOR_ONE = {sign: plain for sign, plain in SIGNS.items() if len(plain) > 1}
MARKS = "".join(map(chr, range(0x300, 0x370)))
TABLE = str.maketrans({**ONE_FOR_ONE, **TWO_FOR_ONE, **dict.fromkeys(MARKS, "")})


def folded(text: str | None) -> str | None:
    """`Lycée d’Œuvres` is looked for as `lycee d'oeuvres`."""
    if text is None or text.isascii():
        return text and text.lower()
    if UNCOMMON.search(text):
        return text.translate(TABLE).lower()
    # Three times as quick for nearly all that is written in French: only marks are dropped.
    return unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode().lower()


def words_of(text: str) -> list[str]:
    """What is looked for: each word on its own, whatever stands between them."""
    plain = folded(text) or ""
    return "".join(sign if sign.isalnum() else " " for sign in plain).split()


class Folded(Func):
    """The folded words of a column: our own function in SQLite, `translate` in PostgreSQL."""

    function = "folded"
    arity = 1
    output_field: "models.Field[str, str]" = models.TextField()

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
        for sign, letters in TWO_FOR_ONE.items():
            plain = Replace(plain, Value(sign), Value(letters))
        return compiler.compile(Lower(plain))
