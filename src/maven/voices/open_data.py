"""What leaves as open data: counts by idea, and none that points at a handful of people.

A row where fewer than ten people agreed, disagreed or did not know keeps its words only: with its
other counts shown, the missing one would be found by subtraction.
"""

from collections.abc import Iterable, Iterator

from maven.voices.queries import Tally

FEWEST = 10
HEADS = ("number", "idea", "people", "agree", "disagree", "pass", "important")
# A spreadsheet runs what begins so, in letters of either width.
FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def rows_of(tallies: Iterable[Tally]) -> Iterator[list[str]]:
    yield list(HEADS)
    for one in tallies:
        counts = (one.agree, one.disagree, one.passed)
        shown = [one.people, *counts, one.important]
        if one.people < FEWEST or any(0 < count < FEWEST for count in (*counts, one.important)):
            shown = []
        cells = [str(count) for count in shown] or [""] * 5
        yield [str(one.number), harmless(one.words), *cells]


def harmless(cell: str) -> str:
    """The words, which no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) else cell
