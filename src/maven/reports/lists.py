"""The list behind each number of a report, read from what the report keeps and nothing else."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from maven.compass.models import Aim
from maven.reports.figures import Content, Figure, Line
from maven.reports.meeting_lists import MEETINGS
from maven.reports.said import day
from maven.toolbox.models import SeedKind


def figures_of(content: Content) -> dict[str, Figure]:
    """Every number of the report that has a list, by its key."""
    found = [figure for part in PARTS for figure in part(content)]
    return {figure.key: figure for figure in found}


def _activities(content: Content) -> Iterable[Figure]:
    rows = content["activities"]

    def told(some: Iterable[Content]) -> list[Line]:
        return [Line(title=one["title"], note=one["reason"]) for one in some]

    def days(name: str) -> list[Line]:
        return [Line(title=one["title"], amount=one[name]) for one in rows if one[name] is not None]

    yield Figure(key="activities", title=_("Activities of the sprint"), lines=told(rows))
    yield Figure(
        key="planned",
        title=_("Activities adopted by the plenary"),
        lines=[
            Line(title=one["title"], note=one["reason"])
            for one in content.get("plan") or [one for one in rows if not one["added"]]
        ],
    )
    added = [one for one in rows if one["added"]]
    yield Figure(key="added", title=_("Activities added on the way"), lines=told(added))
    held = [one for one in rows if one["done"]]
    yield Figure(key="held", title=_("Activities held"), lines=told(held))
    yield Figure(key="days-planned", title=_("Days planned"), lines=days("planned"), adds=True)
    yield Figure(key="days-spent", title=_("Days spent"), lines=days("spent"), adds=True)
    capacity = Line(
        title=_("What the team said it could give to this sprint"),
        amount=content["days"]["capacity"],
    )
    yield Figure(key="days-capacity", title=_("Days available"), lines=[capacity], adds=True)


def _shipped(content: Content) -> Iterable[Figure]:
    lines = [
        Line(
            title=one["title"],
            note=", ".join(word for word in (one["by"], day(one["at"])) if word),
            link=one["link"],
        )
        for one in content["shipped"]
    ]
    yield Figure(key="shipped", title=_("Shipped!"), lines=lines)


def _feelings(content: Content) -> Iterable[Figure]:
    told = content["feelings"]
    lines = [Line(title=words, note=_("liked")) for words in told["likes"]]
    lines += [Line(title=words, note=_("disliked")) for words in told["dislikes"]]
    if lines:
        yield Figure(key="feelings", title=_("Feelings shared, without names"), lines=lines)


def _tensions(content: Content) -> Iterable[Figure]:
    told = content["tensions"]
    names = {
        "opened": _("Tensions opened in this sprint"),
        "resolved": _("Tensions resolved in this sprint"),
        "still_open": _("Tensions still open"),
    }
    for name, title in names.items():
        if name in told:
            lines = [Line(title=one["desired"], note=one["observed"]) for one in told[name]]
            yield Figure(key="tensions-" + name.replace("_", "-"), title=title, lines=lines)


def _measures(content: Content) -> Iterable[Figure]:
    """A dimension is a measure: its list is what it was made of, by idea or by number."""
    told = content.get("measures", {})
    hows = {
        "convergence": _(
            "How much more often two people go the same way than opposite ways, over all the "
            "ideas below. Answers are told by idea, never by person, and from ten answers on."
        ),
        "understanding": _(
            "The share of those who answered the last barometer and say that they understand both "
            "what is at stake and what constrains us. Who answered what is not told."
        ),
        "engagement": _(
            "The share of those who take part, the facilitation team and the sponsor aside, who "
            "delivered, proposed, raised a tension or carry a cause. Who they are is not told."
        ),
    }
    for one in content["state"]:
        made_of = told.get(one["key"])
        if one["now"] and made_of:
            yield Figure(
                key=one["key"],
                title=str(Aim.Dimension(one["key"]).label),
                how=hows[one["key"]],
                value=one["now"]["value"],
                out_of_100=True,
                lines=_parts(one["key"], made_of),
            )


def _parts(key: str, made_of: Content) -> list[Line]:
    if key == "convergence":
        return [_idea(one) for one in made_of["ideas"]]
    yes, no, counted = {
        "understanding": (_("people who say so"), _("people who do not"), "yes"),
        "engagement": (_("people who did"), _("people who did not yet"), "engaged"),
    }[key]
    those = made_of[counted]
    return [Line(title=yes, amount=those), Line(title=no, amount=made_of["people"] - those)]


def _idea(one: Content) -> Line:
    if one["counts"] is None:
        return Line(title=one["words"], note=_("fewer than ten answers"))
    agree, disagree, passed = one["counts"]
    note = _("agree: %(agree)s, disagree: %(disagree)s, do not know: %(passed)s")
    return Line(
        title=one["words"], note=note % {"agree": agree, "disagree": disagree, "passed": passed}
    )


def _set_aside(content: Content) -> Iterable[Figure]:
    line = Line(title=_("One account that looked like others"), note=_("its answers do not count"))
    lines = [line] * content.get("set_aside", 0)
    yield Figure(key="set-aside", title=_("Accounts set aside"), lines=lines)


def _causes(content: Content) -> Iterable[Figure]:
    rows = content["causes"]
    lines = [Line(title=one["title"], note=one["purpose"]) for one in rows]
    yield Figure(key="causes", title=_("Causes"), lines=lines)
    for place, one in enumerate(rows):
        named = [Line(title=name) for name in one["names"]]
        silent = [Line(title=_("A champion who is not shown by name"))]
        yield Figure(
            key=f"champions-{place}",
            title=_("Champions of “%(cause)s”") % {"cause": one["title"]},
            lines=named + silent * (one["champions"] - len(named)),
        )


def _quantities(content: Content) -> Iterable[Figure]:
    for one in content["quantities"]:
        if "list" in one:
            lines = [
                Line(title=done["title"], note=_("sprint %(number)s") % {"number": done["sprint"]})
                for done in one["list"]
            ]
            title = str(SeedKind(one["kind"]).label)
            yield Figure(key=f"kind-{one['kind']}", title=title, lines=lines)


def _journal(content: Content) -> Iterable[Figure]:
    verbs = content["journal"].get("verbs")
    if verbs:
        lines = [Line(title=verb, amount=count) for verb, count in verbs.items()]
        yield Figure(key="journal", title=_("Facts of the journal"), lines=lines, adds=True)


PARTS: tuple[Callable[[Content], Iterable[Figure]], ...] = (
    _activities,
    _shipped,
    _feelings,
    _tensions,
    _measures,
    _set_aside,
    _causes,
    _quantities,
    *MEETINGS,
    _journal,
)
