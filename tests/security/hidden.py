"""What is there and not to be read: each bears a word of its own, with who may meet it."""

import re

from maven.missions.models import Invitation, JoinRequest, Role
from maven.missions.operations import join
from maven.people.models import Person
from maven.reports.contents import content_of
from maven.reports.models import StageReport
from maven.sprints.models import Feedback
from maven.voices.models import Hiding, Notice, Statement
from tests import cast

TEAM, JUDGES = {"facilitator"}, {"facilitator", "sponsor"}
MEMBERS = {"facilitator", "sponsor", "member"}
# Nobody else than these meets the word, on any page, in any answer to a form.
MAY_MEET = {
    "waiting": TEAM,  # an idea that nobody has accepted
    "refused": set(),  # and one that was not: its author alone
    "refusal": set(),
    "hidden": JUDGES,  # an idea taken out of sight
    "hiding": JUDGES,
    "notice": TEAM,  # what somebody reported
    "draft": MEMBERS,  # the words of a report that is not issued
    "feeling": set(),  # one alone is shown to nobody
    "dot": TEAM,  # the name of who chose to be a dot
    "absent": TEAM,  # and of who chose not to appear
    "request": TEAM,  # the words of who asks to join
    "invited": TEAM,
}
WORD, ADDRESS = re.compile(r"tacet-(\w+)"), re.compile(r"[\w.]+@example\.org")
SAID_OF_ALL = {"invitee@example.org"}  # the one to whom its own link is addressed


def word(name):
    assert name in MAY_MEET
    return f"tacet-{name}"


def hide(things):
    """Puts one of each in the mission. Gives those of which not even a number may be left."""
    mission, minh = things.mission, things.mission.launched_by
    for name, presence in (("dot", Person.Presence.POINT), ("absent", Person.Presence.ABSENT)):
        person = cast.person(word(name), f"{name}@example.org", presence=presence)
        join(mission=mission, role=Role.MEMBER, invited_by=None, by=person, at=cast.NOON)
    JoinRequest.objects.filter(pk=things.join_request.pk).update(words=word("request"))
    Invitation.objects.filter(pk=things.invitation.pk).update(name=word("invited"))
    return [*ideas(things.consultation), *a_draft(things.sprint, minh)]


def ideas(consultation):
    def idea(number, name, **fields):
        return Statement.objects.create(
            consultation=consultation,
            number=number,
            words=word(name),
            submitted_at=cast.NOON,
            **fields,
        )

    waiting = idea(101, "waiting")
    refused = idea(102, "refused", refused_at=cast.NOON, refusal=word("refusal"))
    hidden = idea(103, "hidden", accepted_at=cast.NOON, hidden_at=cast.NOON)
    hiding = Hiding.objects.create(
        statement=hidden, rule="respect", words="x", reason=word("hiding"), hidden_at=cast.NOON
    )
    notice = Notice.objects.create(
        statement=reported_in(consultation),
        rule="respect",
        words=word("notice"),
        voice_digest="x",
        given_at=cast.NOON,
    )
    return [notice, hiding, waiting, refused, hidden]


def reported_in(consultation):
    return consultation.statements.order_by("number").first()


def a_draft(sprint, minh):
    draft = StageReport.objects.create(
        sprint=sprint,
        content=content_of(sprint, at=cast.NOON),
        head="x",
        words=word("draft"),
        compiled_at=cast.NOON,
        compiled_by=minh,
    )
    feeling = Feedback.objects.create(
        sprint=sprint, kind="like", words=word("feeling"), given_on=cast.TODAY
    )
    return [draft, feeling]


def words_in(text):
    return set(WORD.findall(text))


def met(who, person, text):
    """What `who` meets in an answer and may not."""
    found = {name for name in words_in(text) if who not in MAY_MEET[name]}
    if who != "facilitator":
        own = {person.email} if person else set()
        found |= set(ADDRESS.findall(text)) - SAID_OF_ALL - own
    return found
