"""The shapes of what surrounds the sprints: launch, reserve, sessions, reviews, barometers.

As in `shapes`, days are counted from today and people named by their address.
"""

from typing import NamedTuple


class DemoNote(NamedTuple):
    title: str
    words: str
    audience: str  # group | all
    day: int
    by: str


class DemoDeliverableKept(NamedTuple):
    key: str
    title: str
    origin: str
    day: int
    link: str = ""
    file_name: str = ""
    content: str = ""


class DemoAnnotation(NamedTuple):
    key: str
    deliverable: str  # key of a DemoDeliverableKept
    quotation: str
    page: str
    note: str
    day: int


class DemoNoted(NamedTuple):
    """A tension that came of a passage."""

    annotation: str
    desired: str
    observed: str
    day: int


class DemoInterview(NamedTuple):
    name: str  # "" when the person takes part
    person: str
    planned: int  # the day it is planned
    day: int  # the day it is held
    led_by: str
    consent: str = ""  # "" while it is still to come
    answers: tuple[str, ...] = ()


class DemoAsked(NamedTuple):
    """What is said when somebody is asked to carry a cause, and what they answer."""

    words: str
    answer: str = ""


class DemoDeclined(NamedTuple):
    cause: str
    person: str
    solicited: int
    declined: int
    words: str
    answer: str


class DemoLine(NamedTuple):
    kind: str  # agreement | disagreement | idea | tension | decision | commitment
    words: str
    person: str = ""
    due: int | None = None
    kept: int | None = None  # the day the commitment was kept
    proposed: bool = False  # it awaits the yes of the person
    confirmed: bool = False  # the person said yes
    to_reserve: str = ""  # accepted | later: an idea that joins the reserve, and the answer
    because: str = ""


class DemoAgenda(NamedTuple):
    minutes: int
    title: str
    lead: str = ""  # an address, or "" for everybody


class DemoSession(NamedTuple):
    kind: str  # kick_off | plenary | activity | review | other
    title: str
    day: int
    hour: float
    minutes: int
    place: str
    lead: str
    scribe: str = ""
    activity: int | None = None  # index in its sprint's activities
    words: str = ""
    opened: int = 8  # days before
    capacity: int | None = None
    registered: int = 0  # how many register, those who wait included
    also: tuple[str, ...] = ()  # who registers first, whatever chance draws
    came: int = 0  # how many of the account holders came, 0 while it is to come
    without_account: int = 0
    days: float | None = None
    agenda: tuple[DemoAgenda, ...] = ()
    summary: str = ""
    lines: tuple[DemoLine, ...] = ()
    draft: bool = False  # its minutes are not published yet
    marks: tuple[int, ...] = ()
    said: tuple[str, ...] = ()  # words beside the first marks
    link: str = ""


class DemoItem(NamedTuple):
    title: str
    kind: str  # idea | tension | activity | action
    by: str
    day: float
    answer: str = ""  # accepted | later | declined | duplicate, "" while it is to be sorted
    answered: float = 0
    reason: str = ""
    words: str = ""
    source: str = ""
    cause: str = ""
    same_as: str = ""  # the title of the one that stands for both
    taken: tuple[int, int] | None = None  # (number of a sprint, index of its activity)


class DemoCare(NamedTuple):
    """What the room says of a tension: how much it holds back, who sees to it, what should reduce it."""

    desired: str
    severity: int
    owner: str = ""
    measure: str = ""
    wanted: float | None = None
    activity: tuple[int, int] | None = None  # (number of a sprint, index of its activity)


class DemoReview(NamedTuple):
    number: int
    moods: tuple[int, ...]
    groups: tuple[tuple[str, tuple[int, ...]], ...]  # name, indexes in the likes
    against: tuple[tuple[str, tuple[int, ...]], ...]  # name, indexes in the dislikes
    broken: tuple[str, ...] = ()  # how the promises that were not kept begin
    moved: tuple[str, ...] = ()
    wishes: tuple[tuple[str, tuple[int, ...]], ...] = ()  # a person, and indexes of activities
    beside: tuple[tuple[str, int], ...] = ()  # a kind that stayed beside the table, who wanted it
    days: tuple[float, ...] = ()  # offered by the first members, in their order
    sections: tuple[tuple[str, str], ...] = ()  # a section of the report, and the team's words
    asked: str = ""  # of the sponsor
    addendum: str = ""


class DemoBarometer(NamedTuple):
    opened: int
    closes: int
    closed: int | None
    first: int  # who answers: a run in the roster
    last: int
    means: tuple[float, ...]  # of the six questions, in their order
