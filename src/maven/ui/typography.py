"""French typography: the spaces that hold a sign to its word, the hyphens of "a-t-il" that hold
its three words together, and the curled apostrophe.

Works on the text between the tags of a page, never inside a tag, a script, a style, a text
area, a piece of code, a passage in another language, an address or an e-mail address.
One pass, in linear time; doing it twice changes nothing more.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

HARD, THIN = "\u00a0", "\u202f"  # the no-break space, and the narrow one
HELD = "\u2011"  # the hyphen where no line ends
ANY = f" {HARD}{THIN}"

MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
UNITS = "%|€|k€|M€|min|h|km|m|j|jours?|semaines?|mois|ans?|pages?|personnes?|points?|kB|Mo|Ko"

# Possessive quantifiers (`++`): a run of spaces is read once, whatever follows it.
BEFORE_HIGH = re.compile(f"(?<![{ANY}])[{ANY}]++(?=[;!?»])")
BEFORE_CLOSING = re.compile(f"(?<=[^\\s{ANY}«])(?=»)")
BEFORE_COLON = re.compile(f"(?<![\\s{ANY}])[{ANY}]++(?=:(?!:))")
AFTER_OPENING = re.compile(f"«[{ANY}]*+(?=[^\\s{ANY}])")
THOUSANDS = re.compile(rf"(?<![\d.,])\d{{1,3}}(?:[{ANY}]\d{{3}})+(?!\d)")
BEFORE_UNIT = re.compile(rf"(?<=\d) ++(?=(?:{UNITS})(?![\w’'-]))")
BEFORE_MONTH = re.compile(rf"(?<=\d) ++(?=(?:{MONTHS})\b)|(?<=\b1er) ++(?=(?:{MONTHS})\b)")
HOUR = re.compile(r"(?<=\d h) ++(?=\d\d(?!\d))|(?<=\d\u00a0h) ++(?=\d\d(?!\d))")
# Never in an address: there the words on both sides are held by hyphens or strokes too.
INVERTED = re.compile(
    r"(?<![-/.\w])[^\W\d_]++(?:-t)?-(?:ils?|elles?|on|je|nous|vous|ce|ci|là)(?![-/\w])"
)
STRAIGHT = re.compile(r"'|&#x27;|&#39;|&apos;")
WORD = re.compile(r"\S++")
TOUCHED = re.compile(f"[;!?:»«'&0-9{HARD}{THIN}-]")
SHORT = 120
SET, SET_END = "<!--set-->", "<!--/set-->"  # what was set before it was kept

TAG = re.compile(r"""<(/?)([a-zA-Z][-\w]*)((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>""")
# Tags and blanks in a row, as nearly all are: nothing to set, nothing to look at one by one.
ROW = re.compile(
    r"""(?:\s++(?=<)|</[a-zA-Z][-\w]*+\s*+>|"""
    r"""<(?!(?i:script|style|textarea|pre|code|kbd|samp)\b)[a-zA-Z][-\w]*+"""
    r"""(?:\s++(?![-\w:]*\blang\b)[-\w:]++(?:="[^"]*+")?)*+\s*+/?>)++"""
)
FOREIGN = re.compile(r"""\blang\s*=\s*["']?(?!fr\b)[a-zA-Z]""")
RAW = {"script", "style", "textarea", "pre", "code", "kbd", "samp"}
VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "track",
    "wbr",
    "use",
    "path",
    "circle",
    "rect",
    "line",
}


def typeset(text: str) -> str:
    """Set plain French words: no markup, though entities may occur."""
    if TOUCHED.search(text) is None:
        return text
    return set_again(text) if len(text) > SHORT else set_once(text)


@lru_cache(maxsize=4096)
def set_once(text: str) -> str:
    """The words of buttons and headings come back on every page."""
    return set_again(text)


def set_again(text: str) -> str:
    text = THOUSANDS.sub(group_figures, text)
    text = BEFORE_HIGH.sub(THIN, text)
    text = BEFORE_CLOSING.sub(THIN, text)
    text = BEFORE_COLON.sub(HARD, text)
    text = AFTER_OPENING.sub(f"«{THIN}", text)
    text = BEFORE_UNIT.sub(HARD, text)
    text = BEFORE_MONTH.sub(HARD, text)
    text = HOUR.sub(HARD, text)
    if "-" in text:
        text = INVERTED.sub(hold, text)
    if "'" in text or "&" in text:
        text = WORD.sub(curl, text)
    return text


def hold(found: re.Match[str]) -> str:
    return found[0].replace("-", HELD)


def group_figures(found: re.Match[str]) -> str:
    return re.sub(f"[{ANY}]", THIN, found[0])


def curl(found: re.Match[str]) -> str:
    word = found[0]
    if "://" in word or "@" in word or word.startswith("www."):
        return word
    return STRAIGHT.sub("’", word)


def typeset_html(page: str) -> str:
    """Set the text of a page or of a fragment."""
    return "".join(pieces(page))


def already_set(part: str) -> str:
    """A part of a page, set, and marked so that the page it comes into does not set it again."""
    return f"{SET}{typeset_html(part)}{SET_END}"


def pieces(page: str) -> Iterator[str]:
    place, end = 0, len(page)
    while place < end:
        row = ROW.match(page, place)
        if row is not None:
            yield row[0]
            place = row.end()
            continue
        opening = page.find("<", place)
        if opening < 0:
            yield typeset(page[place:])
            return
        if opening > place:
            yield typeset(page[place:opening])
        if page.startswith(SET, opening):
            after = page.index(SET_END, opening) + len(SET_END)
        else:
            after = past_markup(page, opening)
        yield page[opening:after]
        place = after


def past_markup(page: str, opening: int) -> int:
    """Where the text resumes after the tag, comment or untouchable element at `opening`."""
    if page.startswith("<!--", opening):
        close = page.find("-->", opening)
        return len(page) if close < 0 else close + 3
    tag = TAG.match(page, opening)
    if tag is None:
        if page.startswith("<!", opening):
            close = page.find(">", opening)
            return len(page) if close < 0 else close + 1
        # Not a tag, or one that never ends: what follows is left as it is.
        nothing = page[opening + 1 : opening + 2]
        return len(page) if nothing.isalpha() or nothing == "/" else opening + 1
    name = tag[2].lower()
    if tag[1] or name in VOID or tag[3].endswith("/"):
        return tag.end()
    if name in RAW:
        finish = closing(name).search(page, tag.end())
        return len(page) if finish is None else finish.end()
    if FOREIGN.search(tag[3]):
        return past_element(page, name, tag.end())
    return tag.end()


def past_element(page: str, name: str, start: int) -> int:
    """Where the element that opened before `start` is closed, elements of its name counted."""
    depth, either = 1, re.compile(rf"<(/?){name}(?=[\s/>])[^>]*+>", re.IGNORECASE)
    for found in either.finditer(page, start):
        depth += -1 if found[1] else 1
        if depth == 0:
            return found.end()
    return len(page)


def closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}\s*+>", re.IGNORECASE)
