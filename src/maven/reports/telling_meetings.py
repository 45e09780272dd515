"""What was held, said, promised and put aside, as sections that every format prints alike."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maven.reports.figures import Content, opens
from maven.reports.meeting_lists import mean_mark
from maven.reports.said import day, decimal
from maven.sprints.models import BacklogItem, FollowUp

type Section = dict[str, Any]
type Printed = Callable[[str, list[Content]], list[Content]]


def meeting_sections(content: Content, printed: Printed) -> list[Section]:
    """Only those of which something was noted; `printed` leaves out what the team left out."""
    parts = (_sessions, _decisions, _disagreements, _commitments, _backlog)
    return [section for part in parts for section in part(content, printed)]


def section(key: str, title: str, sentence: str, lines: list[Content]) -> Section:
    return {"key": key, "title": title, "sentence": sentence, "lines": lines}


def line(one: Content, title: str, *notes: str) -> Content:
    return {"key": one["key"], "title": title, "note": " · ".join(note for note in notes if note)}


def _sessions(content: Content, printed: Printed) -> Iterator[Section]:
    rows = [one | {"place": place} for place, one in enumerate(content.get("sessions", []))]
    if not rows:
        return
    count = len(rows)
    sentence = ngettext("%(count)s session held.", "%(count)s sessions held.", count)
    yield section(
        "sessions",
        _("Sessions held"),
        sentence % {"count": opens("sessions", count)},
        [line(one, one["title"], *_session_notes(one)) for one in printed("sessions", rows)],
    )


def _session_notes(one: Content) -> Iterator[str]:
    yield day(one["at"])
    came = sum(one["ways"].values())
    if came:
        told = ngettext("%(count)s person came", "%(count)s people came", came)
        yield told % {"count": opens(f"came-{one['place']}", came)}
    if one["marks"]:
        mark = opens(f"roti-{one['place']}", decimal(mean_mark(one)))
        yield _("worth the time: %(mark)s out of 5") % {"mark": mark}


def _said(rows: list[Content]) -> list[Content]:
    return [line(one, one["words"], one["by"], one["session"]) for one in rows]


def _decisions(content: Content, printed: Printed) -> Iterator[Section]:
    minutes = content.get("minutes", {})
    decided, agreed = minutes.get("decision", []), minutes.get("agreement", [])
    if not decided and not agreed:
        return
    sentences = []
    if decided:
        told = ngettext("%(count)s decision taken.", "%(count)s decisions taken.", len(decided))
        sentences.append(told % {"count": opens("minutes-decision", len(decided))})
    if agreed:
        told = ngettext("%(count)s agreement.", "%(count)s agreements.", len(agreed))
        sentences.append(told % {"count": opens("minutes-agreement", len(agreed))})
    rows = printed("decisions", decided + agreed)
    yield section("decisions", _("Decisions and agreements"), " ".join(sentences), _said(rows))


def _disagreements(content: Content, printed: Printed) -> Iterator[Section]:
    rows = content.get("minutes", {}).get("disagreement", [])
    if rows:
        told = ngettext(
            "%(count)s disagreement stays.", "%(count)s disagreements stay.", len(rows)
        ) % {"count": opens("minutes-disagreement", len(rows))}
        lines = _said(printed("disagreements", rows))
        yield section("disagreements", _("What remains to be discussed"), told, lines)


def _commitments(content: Content, printed: Printed) -> Iterator[Section]:
    promises = content.get("promises", [])
    made = content.get("minutes", {}).get("commitment", [])
    if not promises and not made:
        return
    sentences = []
    if promises:
        numbers = {
            answer: opens(f"promises-{answer}", sum(one["answer"] == answer for one in promises))
            for answer in FollowUp.Answer.values
        }
        sentences.append(
            _("Promised before: %(kept)s kept, %(moved)s moved, %(broken)s not kept.") % numbers
        )
    if made:
        told = ngettext(
            "%(count)s commitment made in this sprint.",
            "%(count)s commitments made in this sprint.",
            len(made),
        )
        sentences.append(told % {"count": opens("minutes-commitment", len(made))})
    answers = dict(FollowUp.Answer.choices)
    lines = [
        line(one, one["words"], str(answers[one["answer"]]))
        if "answer" in one
        else line(one, one["words"], _("made in this sprint"), one["by"], _due(one))
        for one in printed("commitments", promises + made)
    ]
    yield section("commitments", _("Commitments"), " ".join(sentences), lines)


def _due(one: Content) -> str:
    if one["kept"]:
        return _("kept")
    return _("by %(day)s") % {"day": day(one["due"])} if one["due"] else ""


def _backlog(content: Content, printed: Printed) -> Iterator[Section]:
    told = content.get("backlog")
    if not told:
        return
    states = dict(BacklogItem.State.choices)
    numbers = {way: opens(f"backlog-{way}", len(told[way])) for way in ("in", "out")}
    seen = {one["key"]: one for one in told["in"] + told["out"]}
    yield section(
        "backlog",
        _("Ideas in and out of the backlog"),
        _("Ideas that came in: %(in)s. Ideas that went out: %(out)s.") % numbers,
        [
            line(one, one["title"], str(states[one["state"]]), one["why"])
            for one in printed("backlog", list(seen.values()))
        ],
    )
