"""The lists behind what was held, said, promised and put aside."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from maven.reports.figures import Content, Figure, Line
from maven.reports.said import day
from maven.sprints.models import Attendance, BacklogItem, FollowUp, Roti


def _sessions(content: Content) -> Iterable[Figure]:
    rows = content.get("sessions", [])
    lines = [Line(title=one["title"], note=day(one["at"])) for one in rows]
    yield Figure(key="sessions", title=_("Sessions held"), lines=lines)
    ways = {key: str(words) for key, words in Attendance.Way.choices}
    marks = {str(key): str(words) for key, words in Roti.Mark.choices}
    for place, one in enumerate(rows):
        parts = [
            Line(title=ways.get(way, _("without an account")), amount=count)
            for way, count in one["ways"].items()
        ]
        title = _("Who came to “%(session)s”, by number") % {"session": one["title"]}
        yield Figure(key=f"came-{place}", title=title, lines=parts, adds=True)
        if one["marks"]:
            given = [Line(title=marks[mark], amount=count) for mark, count in one["marks"].items()]
            yield Figure(
                key=f"roti-{place}",
                title=_("Was “%(session)s” worth the time?") % {"session": one["title"]},
                lines=given,
                value=mean_mark(one),
                how=_("The mean of the marks from 1 to 5, given without names."),
            )


def mean_mark(session: Content) -> float:
    marks: dict[str, int] = session["marks"]
    return round(sum(int(mark) * n for mark, n in marks.items()) / sum(marks.values()), 1)


def _minutes(content: Content) -> Iterable[Figure]:
    titles = {
        "decision": _("Decisions"),
        "agreement": _("Agreements"),
        "disagreement": _("What remains to be discussed"),
        "idea": _("Ideas of the sessions"),
        "tension": _("Tensions told in the sessions"),
        "commitment": _("Commitments made"),
    }
    for kind, rows in content.get("minutes", {}).items():
        yield Figure(key=f"minutes-{kind}", title=titles[kind], lines=_said(rows))


def _said(rows: list[Content]) -> list[Line]:
    return [
        Line(title=one["words"], note=", ".join(w for w in (one["by"], one["session"]) if w))
        for one in rows
    ]


def _promises(content: Content) -> Iterable[Figure]:
    rows = content.get("promises", [])
    titles = {
        FollowUp.Answer.KEPT: _("Promises kept"),
        FollowUp.Answer.BROKEN: _("Promises not kept"),
        FollowUp.Answer.MOVED: _("Promises moved to later"),
    }
    for answer, title in titles.items():
        lines = [Line(title=one["words"]) for one in rows if one["answer"] == answer]
        yield Figure(key=f"promises-{answer}", title=title, lines=lines)


def _backlog(content: Content) -> Iterable[Figure]:
    told = content.get("backlog")
    for way, title in (("in", _("Ideas that came in")), ("out", _("Ideas that went out"))):
        rows = told[way] if told else []
        yield Figure(key=f"backlog-{way}", title=title, lines=_ideas(rows))


def _ideas(rows: Iterable[Content]) -> list[Line]:
    states = {key: str(words) for key, words in BacklogItem.State.choices}
    return [
        Line(
            title=one["title"], note=" – ".join(w for w in (states[one["state"]], one["why"]) if w)
        )
        for one in rows
    ]


def _sections(content: Content) -> Iterable[Figure]:
    """A section whole, for the page that prints its beginning."""
    minutes, answers = content.get("minutes", {}), dict(FollowUp.Answer.choices)
    decided = _said(minutes.get("decision", []) + minutes.get("agreement", []))
    yield Figure(key="decisions", title=_("Decisions and agreements"), lines=decided)
    stay = _said(minutes.get("disagreement", []))
    yield Figure(key="disagreements", title=_("What remains to be discussed"), lines=stay)
    before = [
        Line(title=one["words"], note=str(answers[one["answer"]]))
        for one in content.get("promises", [])
    ]
    made = before + _said(minutes.get("commitment", []))
    yield Figure(key="commitments", title=_("Commitments"), lines=made)
    told = content.get("backlog", {"in": [], "out": []})
    ideas = {one["key"]: one for one in told["in"] + told["out"]}
    title = _("Ideas in and out of the backlog")
    yield Figure(key="backlog", title=title, lines=_ideas(ideas.values()))


MEETINGS: tuple[Callable[[Content], Iterable[Figure]], ...] = (
    _sessions,
    _minutes,
    _promises,
    _backlog,
    _sections,
)
