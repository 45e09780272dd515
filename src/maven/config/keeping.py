"""Which backups are kept: one a day for a week, one a week for five, one a month for twelve."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

NAME = re.compile(r"maven-(\d{8}-\d{6})\.(?:tar\.gz|tar\.gz\.age|sqlite3|dump)")
DAYS, WEEKS, MONTHS = 7, 5, 12


def kept(moments: Iterable[datetime], *, at: datetime) -> set[datetime]:
    """The newest of each day, week and month looked back on; and the newest of all, whatever its age."""
    newest_first = sorted(moments, reverse=True)
    chosen = set(newest_first[:1])
    spans: tuple[tuple[timedelta, Callable[[date], object]], ...] = (
        (timedelta(days=DAYS), lambda day: day),
        (timedelta(weeks=WEEKS), lambda day: day.isocalendar()[:2]),
        (timedelta(days=31 * MONTHS), lambda day: (day.year, day.month)),
    )
    for span, part_of in spans:
        seen: set[object] = set()
        for moment in newest_first:
            if moment > at - span and part_of(moment.date()) not in seen:
                seen.add(part_of(moment.date()))
                chosen.add(moment)
    return chosen


def prune(folder: Path, *, at: datetime) -> list[Path]:
    """Removes the backups that are no longer kept; only files that bear a name of ours."""
    dated: dict[datetime, list[Path]] = {}
    for path in sorted(folder.iterdir()):
        if found := NAME.fullmatch(path.name):
            moment = datetime.strptime(found[1], "%Y%m%d-%H%M%S").replace(tzinfo=at.tzinfo)
            dated.setdefault(moment, []).append(path)
    gone = [path for moment in dated.keys() - kept(dated, at=at) for path in dated[moment]]
    for path in gone:
        path.unlink()
    return sorted(gone)
