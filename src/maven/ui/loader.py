"""Templates of ours: what stands inside a tag is read by a machine, so its numbers stay bare.

French groups digits (1 234); an attribute that says so is another value: a form would send back
`1 234`, a label would name nothing. Between tags numbers are for people and keep their grouping;
so are they in a sentence to translate, whose words must stay those of the catalogue.
"""

from itertools import pairwise

from django.template import Origin
from django.template.base import (
    BLOCK_TAG_START,
    COMMENT_TAG_START,
    VARIABLE_TAG_END,
    VARIABLE_TAG_START,
    tag_re,
)
from django.template.loaders.app_directories import Loader as AppDirectories

MARKUP = (".html", ".svg", ".xml")


class Loader(AppDirectories):
    """The templates of the rooms."""

    def get_contents(self, origin: Origin) -> str:
        contents: str = super().get_contents(origin)
        return bare_in_tags(contents) if origin.name.endswith(MARKUP) else contents


def bare_in_tags(contents: str) -> str:
    """The same template, with `unlocalize` on each variable that stands inside a tag."""
    pieces, end, sentence = [], "", False
    for piece in tag_re.split(contents):
        if piece.startswith(VARIABLE_TAG_START):
            pieces.append(bare(piece) if end and not sentence else piece)
            continue
        pieces.append(piece)
        if piece.startswith(BLOCK_TAG_START):
            sentence = opens_a_sentence(piece) or (sentence and "endblocktrans" not in piece)
        elif not piece.startswith(COMMENT_TAG_START):
            end = awaited_after(piece, end)
    return "".join(pieces)


def opens_a_sentence(block: str) -> bool:
    return block.removeprefix(BLOCK_TAG_START).lstrip().startswith("blocktrans")


def bare(variable: str) -> str:
    return f"{variable.removesuffix(VARIABLE_TAG_END).rstrip()}|unlocalize {VARIABLE_TAG_END}"


def awaited_after(text: str, end: str) -> str:
    """What ends the tag, or the quotation in it, that a text leaves open; nothing between tags."""
    for here, follower in pairwise(f"{text} "):
        if not end:
            end = ">" if here == "<" and follower.isalpha() else ""
        elif here == end:
            end = "" if end == ">" else ">"
        elif end == ">" and here in "\"'":
            end = here
    return end
