"""Message catalogues without gettext: `update ROOM…`, `compile`, `check`.

Each room keeps its own French catalogue; English words are the keys.
"""

import ast
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOMS = Path(__file__).resolve().parent.parent / "src" / "maven"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "gettext_noop": None,
    "_": None,
}


def rooms() -> list[str]:
    return sorted(path.parents[3].name for path in ROOMS.glob("*/locale/fr/LC_MESSAGES/django.po"))


def catalogue_of(room: str) -> Path:
    return ROOMS / room / "locale" / "fr" / "LC_MESSAGES" / "django.po"


def found_in(room: str) -> Catalog:
    found = Catalog(locale="fr", project="maven-toolkit", charset="utf-8")
    for path in sorted((ROOMS / room).rglob("*")):
        if path.suffix not in {".py", ".html", ".txt"} or "migrations" in path.parts:
            continue
        if "templates" in path.parts or path.suffix == ".py":
            text = path.read_text()
            if path.suffix != ".py":
                from django.utils.translation.template import templatize

                text = templatize(text, origin=str(path))
            messages = extract("python", io.BytesIO(text.encode()), KEYWORDS, ["Translators:"])
            for _, message, _comments, context in messages:
                place = (str(path.relative_to(ROOMS)), 0)
                flags = ["python-format"] if "%(" in str(message) else []
                found.add(message, locations=[place], context=context, flags=flags)
    if room == "rights":
        for message, place in declared():
            found.add(message, locations=[(place, 0)])
    return found


def declared() -> Iterator[tuple[str, str]]:
    """What models say of themselves and of what they keep, which the room `rights` shows."""
    for path in [*sorted(ROOMS.glob("*/models/*.py")), ROOMS / "rights" / "outside.py"]:
        for node in ast.walk(ast.parse(path.read_text())):
            for words in said_of_keeping(node):
                yield words, str(path.relative_to(ROOMS))


def said_of_keeping(node: ast.AST) -> Iterator[str]:
    """The words of a `class Kept`, or of a dictionary that stands for one; of its model, the first."""
    said: dict[object, object] = {}
    if isinstance(node, ast.Dict):
        keys = [getattr(key, "value", None) for key in node.keys]
        said = dict(zip(keys, node.values, strict=True))
    elif isinstance(node, ast.ClassDef) and node.name == "Kept":
        told = [one for one in node.body if isinstance(one, ast.Assign)]
        said = {getattr(one.targets[0], "id", None): one.value for one in told}
    elif isinstance(node, ast.ClassDef) and any("purpose" in names_in(one) for one in node.body):
        yield (ast.get_docstring(node) or "").split("\n")[0]
    for name in ("purpose", "until", "recipients", "nothing", "untied", "erased"):
        words = getattr(said.get(name), "value", None)
        if isinstance(words, str) and words not in {"", "row"}:
            yield words.removeprefix("kept: ")


def names_in(node: ast.AST) -> set[str]:
    """What a `class Kept` says; nothing of other nodes."""
    if not isinstance(node, ast.ClassDef) or node.name != "Kept":
        return set()
    return {getattr(one.targets[0], "id", "") for one in node.body if isinstance(one, ast.Assign)}


def update(room: str) -> None:
    path = catalogue_of(room)
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = read_po(path.open("rb"), locale="fr") if path.exists() else Catalog(locale="fr")
    kept.update(found_in(room), no_fuzzy_matching=True)
    kept.obsolete.clear()
    with path.open("wb") as out:
        write_po(out, kept, omit_header=False, sort_output=True, include_lineno=False, width=100)


def troubles(room: str) -> list[str]:
    kept = read_po(catalogue_of(room).open("rb"), locale="fr")
    told = []
    for message in found_in(room):
        if not message.id:
            continue
        ours = kept.get(message.id, context=message.context)
        words = ours.string if ours else ""
        whole = all(words) if isinstance(words, tuple | list) else bool(words)
        if ours is None or not whole:
            told.append(f"{room}: not in French: {message.id!r}")
        elif ours.fuzzy:
            told.append(f"{room}: unsure: {message.id!r}")
        else:
            told += [f"{room}: {message.id!r}: {error}" for error in ours.check(kept)]
    return told


def compile_all() -> None:
    for room in rooms():
        path = catalogue_of(room)
        target = path.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < path.stat().st_mtime:
            with target.open("wb") as out:
                write_mo(out, read_po(path.open("rb"), locale="fr"))


def main(argv: list[str]) -> int:
    if argv[:1] == ["update"]:
        for room in argv[1:] or rooms():
            update(room)
    elif argv == ["compile"]:
        compile_all()
    elif argv == ["check"]:
        told = [line for room in rooms() for line in troubles(room)]
        print("\n".join(told) or "Every word is in French.")
        return bool(told)
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maven.config.settings")
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=True)
    sys.exit(main(sys.argv[1:]))
