"""What the team wrote in the sections of a report, and which lines it does not print there."""

from collections import Counter
from typing import Any

from maven.reports.models import StageReport


class Chosen:
    """The passages of a report, read once."""

    def __init__(self, report: StageReport) -> None:
        rows = list(report.passages.order_by("section"))
        self.words = {one.section: paragraphs(one.words) for one in rows if one.words}
        self.left_out = {one.section: set(one.left_out) for one in rows}
        self.unprinted: Counter[str] = Counter()

    def printed(self, section: str, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
        gone = self.left_out.get(section, set())
        kept = [one for one in lines if one.get("key") not in gone]
        self.unprinted[section] += len(lines) - len(kept)
        return kept

    def of(self, section: str) -> dict[str, Any]:
        return {"words": self.words.get(section, []), "unprinted": self.unprinted[section]}


def paragraphs(words: str) -> list[str]:
    return [part.strip() for part in words.split("\n\n") if part.strip()]


def lines_of(content: dict[str, Any], section: str) -> list[tuple[str, str]]:
    """The gathered lines of a section that may be left out there, each by its key."""
    minutes, tensions = content.get("minutes", {}), content["tensions"]
    backlog = content.get("backlog", {"in": [], "out": []})
    rows = {
        "shipped": content["shipped"],
        "aims": content["activities"],
        "sessions": content.get("sessions", []),
        "decisions": minutes.get("decision", []) + minutes.get("agreement", []),
        "disagreements": minutes.get("disagreement", []),
        "commitments": content.get("promises", []) + minutes.get("commitment", []),
        "backlog": backlog["in"] + backlog["out"],
        "tensions": tensions["opened"] + tensions["resolved"],
        "causes": content["causes"],
    }.get(section, [])
    named = {one["key"]: _words_of(one) for one in rows if "key" in one}
    return list(named.items())


def _words_of(one: dict[str, Any]) -> str:
    return str(one.get("title") or one.get("words") or one["desired"])


def is_empty(content: dict[str, Any], section: str) -> bool:
    """A section of which nothing was noted is not in the report, unless it always is."""
    noted = {
        "sessions": "sessions" in content,
        "backlog": "backlog" in content,
        "decisions": bool(lines_of(content, "decisions")),
        "disagreements": bool(lines_of(content, "disagreements")),
        "commitments": bool(lines_of(content, "commitments")),
    }
    return not noted.get(section, True)
