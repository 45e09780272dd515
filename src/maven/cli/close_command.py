"""`maven close`"""

import argparse
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import maven
from maven.cli.files import key, read_columns, refuse
from maven.cli.progress import Progress
from maven.cli.refusing import Refused
from maven.cli.showing import add_json, how_many, json_text, table_lines

if TYPE_CHECKING:
    from maven.method.text.corpus import Embeddings

SHOWN = 20  # rows of each table for people; a program gets all
LETTERS = 60

type Key = int | str


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("answers", type=Path, metavar="ANSWERS", help="CSV file of answers")
    parser.add_argument("--to", metavar="TEXT", help="only the answers close to this text")
    parser.add_argument("--most", type=int, default=10, help="close answers of each (10)")
    parser.add_argument("--least", type=float, default=0.1, help="least similarity, 0 to 1 (0.1)")
    parser.add_argument(
        "--model",
        type=Path,
        metavar="FOLDER",
        help="a model2vec model on this machine: topics in other words too (extra: semantic)",
    )
    add_json(parser)


def run(asked: argparse.Namespace) -> int:
    from maven.method.text import NoSuchNumber  # noqa: PLC0415 (brings NumPy)

    texts = texts_of(asked.answers)
    try:
        result = numbers(texts, asked)
    except NoSuchNumber as wrong:
        raise Refused(f"--most or --least: {wrong}", code=2) from wrong
    print(json_text(result) if asked.json else "\n".join(lines_of(result, texts)))
    return 0


def embeddings_of(folder: Path) -> "Embeddings":
    """What gives a vector for each text, from a model that is already here: nothing is downloaded."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    if not folder.is_dir():
        raise Refused(f"{folder}: there is no such folder.", code=2)
    try:
        from model2vec import StaticModel  # noqa: PLC0415 (an extra)
    except ImportError as missing:
        raise Refused(
            "--model needs the extra: pip install maven-toolkit[semantic].", code=2
        ) from missing
    try:
        model = StaticModel.from_pretrained(folder)
    except Exception as unreadable:  # the library says it in many ways
        raise Refused(f"{folder}: this is not a model of model2vec.", code=2) from unreadable
    encode: Embeddings = model.encode
    return encode


def texts_of(path: Path) -> dict[Key, str]:
    columns = read_columns(path, {"id": key, "text": str})
    texts: dict[Key, str] = {}
    troubles = []
    for row, one in enumerate(columns["id"]):
        if one in texts:
            troubles.append(columns.trouble(row, "id", "this id is there already"))
        texts[one] = columns["text"][row]
    refuse(troubles)
    return texts


def numbers(texts: dict[Key, str], asked: argparse.Namespace) -> dict[str, Any]:
    from maven.method import text  # noqa: PLC0415 (brings NumPy)

    started = time.perf_counter()
    with Progress() as progress:
        progress("Reading the answers")
        model = None if asked.model is None else embeddings_of(asked.model)
        corpus = text.read(texts, embeddings=model)
        result: dict[str, Any] = {
            "answers": len(texts),
            "distinct": len(corpus),
            "silent": [corpus.keys[row] for row in (corpus.text_of < 0).nonzero()[0]],
        }
        if asked.to is not None:
            close = text.close_to(corpus, asked.to, most=asked.most, least=asked.least)
            result |= {"to": asked.to, "close": [told(one) for one in close]}
        else:
            progress("Comparing them")
            near = text.nearest(corpus, max(asked.most, 20))
            close = text.close_answers(corpus, most=asked.most, least=asked.least, near=near)
            progress("Looking for duplicates")
            result |= {
                "close": [{"of": one.of, **told(one)} for one in close],
                "duplicates": [
                    {"ids": list(one.keys), "exact": one.exact, "similarity": one.similarity}
                    for one in text.near_duplicates(corpus, near=near)
                ],
                "suggestions": [
                    {"ids": list(one.keys), "similarity": one.similarity, "shared": [*one.shared]}
                    for one in text.suggested_merges(corpus, near=near)
                ],
            }
    return result | {"seconds": time.perf_counter() - started, "version": maven.__version__}


def told(close: Any) -> dict[str, Any]:
    return {"to": close.to, "similarity": close.similarity, "shared": list(close.shared)}


def lines_of(result: dict[str, Any], texts: dict[Key, str]) -> list[str]:
    """The same for people."""
    lines = [
        f"{how_many(result['answers'], 'answer')}, {result['distinct']} different;"
        f" {how_many(len(result['silent']), 'says', 'say')} nothing in words."
    ]
    for title, name in (("The same answer", "duplicates"), ("To read together", "suggestions")):
        found = result.get(name, [])
        rows = [
            (
                one["similarity"],
                " ".join(str(key) for key in one["ids"]),
                short(texts[one["ids"][0]]),
            )
            for one in found
        ]
        lines += part(title, ("similarity", "answers", "the first"), rows) if rows else []
    close = sorted(result["close"], key=lambda one: -one["similarity"])
    rows = [
        (
            one["similarity"],
            *([one["of"]] if "of" in one else []),
            one["to"],
            ", ".join(one["shared"]),
        )
        for one in close
    ]
    heads = ("similarity", *(["of"] if "to" not in result else []), "to", "shared words")
    return lines + (part("Close answers", heads, rows) if rows else ["", "No close answers."])


def part(title: str, heads: tuple[str, ...], rows: list[Any]) -> list[str]:
    more = [f"… and {len(rows) - SHOWN} more (--json has all)."] if len(rows) > SHOWN else []
    return ["", title, *table_lines(heads, rows[:SHOWN]), *more]


def short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LETTERS else f"{line[: LETTERS - 1]}…"
