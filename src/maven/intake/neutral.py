"""Cells that leave in a table, so that no spreadsheet takes words for a formula; and back."""

# What a spreadsheet runs when a cell begins so, in letters of either width.
FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def neutral(cell: str) -> str:
    """The words behind a mark that a spreadsheet does not show; words that begin so get one more."""
    return f"'{cell}" if cell.lstrip(" '").startswith(FORMULA) else cell


def plain(cell: str) -> str:
    """The words that `neutral` was given."""
    bare = cell[1:]
    return bare if cell.startswith("'") and neutral(bare) == cell else cell
