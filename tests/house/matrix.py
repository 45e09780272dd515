"""Who is answered what at each address: walked from the URLconf, so that no page is forgotten."""

from datetime import date, timedelta

from django.urls import URLPattern, URLResolver, get_resolver

from maven.archives.models import MissionArchive, Publication
from maven.causes.operations import solicit_champion
from maven.missions.models import FileImport, JoinRequest, Role
from maven.missions.operations import bring, invite
from maven.missions.operations.reminders import silence_link_of
from maven.sprints.models import (
    Activity,
    FeedbackGroup,
    Minutes,
    MinutesLine,
    Registration,
    Session,
    Tension,
)
from maven.sprints.operations.backlog import add_item
from maven.sprints.operations.calendars import open_calendar
from maven.sprints.session_letters import ticket_of
from maven.toolbox.queries import kind_of
from maven.voices.models import SettingAside
from tests import cast
from tests.house.launch import Launched

PERSONAS = ("guest", "stranger", "elsewhere", "participant", "member", "sponsor", "facilitator")

OF_A_SESSION = {
    "session_wall",
    "attendance",
    "here",
    "tally",
    "session_parts",
    "roti",
    "minutes",
    "open_minutes",
    "summarise",
    "write_line",
    "publish_minutes",
    "line",
    "follow_line",
    "line_gap",
    "answer_commitment",
    "session",
    "session_file",
    "edit_session",
    "session_agenda",
    "move_session",
    "call_off_session",
    "repeat_session",
    "register",
    "withdraw",
    "help_register",
}


def addresses(resolver=None, prefix=""):
    """(name, route) of each address of our own, namespaces included."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from addresses(pattern, prefix + space)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield prefix + pattern.name, pattern


def people():
    return {
        "guest": None,
        "stranger": cast.theo(),
        "elsewhere": cast.ana(),
        "participant": cast.salome(),
        "member": cast.karim(),
        "sponsor": cast.odile(),
        "facilitator": cast.minh(),
    }


class Things:
    """One of each thing an address can name, in an open mission and in a closed one."""

    def __init__(self, mission):
        self.mission = mission
        self.consultation = cast.consultation(mission, statements=3)
        self.cause = cast.cause(mission)
        self.sprint = cast.sprint(mission, closed=True)
        self.draft = cast.sprint(mission, 2, adopted=False, starts_on=date(2014, 3, 1))
        letter = invite(
            mission=mission,
            email="invitee@example.org",
            name="",
            role=Role.MEMBER,
            by=mission.launched_by,
            at=cast.NOON,
        )
        self.token, self.invitation = letter.token, letter.invitation
        self.champion = solicit_champion(
            cause=self.cause, person=mission.launched_by, by=mission.launched_by, at=cast.NOON
        )
        self.activity = Activity.objects.create(
            sprint=self.sprint, kind=kind_of(mission, "conference"), title="x", days_planned=1
        )
        self.tension = Tension.objects.create(
            mission=mission, sprint=self.sprint, desired="x", observed="y", raised_at=cast.NOON
        )

        self.item = add_item(mission=mission, kind="idea", title="x", by=cast.karim(), at=cast.NOON)
        self.launched = Launched(mission)
        self.session = Session.objects.create(
            mission=mission,
            title="x",
            kind="other",
            starts_at=cast.NOON,
            ends_at=cast.NOON + timedelta(hours=2),
            opened_at=cast.NOON,
            changed_at=cast.NOON,
        )
        self.registration = Registration.objects.create(
            session=self.session, person=cast.karim(), state="coming", registered_at=cast.NOON
        )
        self.feed = open_calendar(by=cast.karim(), at=cast.NOON)
        self.line = MinutesLine.objects.create(
            minutes=Minutes.objects.create(session=self.session, opened_at=cast.NOON),
            rank=1,
            kind="idea",
            words="x",
            written_at=cast.NOON,
        )
        self.group = FeedbackGroup.objects.create(sprint=self.sprint, kind="like", name="x", rank=1)

        self.file_import = FileImport.objects.create(
            mission=mission, kind="people", name="x.csv", fingerprint="x", imported_at=cast.NOON
        )
        self.archive = MissionArchive.objects.create(
            mission=mission, asked_at=cast.NOON, asked_by=cast.minh(), failed_at=cast.NOON
        )
        self.helped = bring(
            mission=mission,
            name="Rosa Tilleul",
            presence="name",
            by=mission.launched_by,
            at=cast.NOON,
        ).person
        Publication.objects.create(
            consultation=self.consultation,
            licence="etalab-2.0",
            counts={"fewest": 10, "groups": [], "ideas": []},
            published_at=cast.NOON,
        )
        self.join_request = JoinRequest.objects.create(
            mission=mission, person=cast.lucie(), words="x", asked_at=cast.NOON
        )
        self.look = cast.look_at_accounts(self.consultation)
        self.setting_aside = SettingAside.objects.create(
            consultation=self.consultation, reason="x", accounts=8, set_aside_at=cast.NOON
        )
        self.quotation = cast.quotation(mission)
        self.organisation = cast.organisation()
        self.sector = mission.sectors.in_order().first()
        mission.launched_by.organisation = self.organisation
        mission.launched_by.save(update_fields=["organisation"])

    def fill(self, name, pattern):
        thing = self.named(name)
        values = {
            "mission": self.mission.slug,
            "token": self.token,
            "number": self.draft.number if "plenary" in name else self.sprint.number,
            "slug": getattr(thing, "slug", "framing" if "step" in name else "conference"),
            "pk": getattr(thing, "pk", None),
            "version": self.quotation.version,
            "key": "shipped" if name.startswith("reports:") else "no-such-key",
            "kind": "people",
            "dimension": "engagement",
            "code": self.mission.pk,
            "signed": silence_link_of("invitee@example.org"),
            "provider": "none-declared",
            "statement": self.consultation.statements.first().pk,
            "champion": self.champion.pk,
            "shown": "no-such-code",
            "row": self.line.pk,
            "line": self.line.pk,
            "ticket": ticket_of(self.registration),
            "feed": self.feed.token,
        }
        wanted = pattern.pattern.converters
        unknown = {key for key in wanted if values.get(key) is None}
        assert not unknown, f"{name}: say in the matrix what fills {sorted(unknown)}"
        return {key: values[key] for key in wanted}

    def named(self, name):
        """The thing whose key the address of this name holds."""
        if name in {"compass:recount", "compass:return_of_accounts"}:
            return self.look if name.endswith("recount") else self.setting_aside
        if name.startswith("causes:") or name == "compass:champions":
            return self.cause
        if found := self.launched.named(name):
            return found
        if name.startswith(("voices:", "compass:", "live:")):
            return self.consultation
        if name in {"archives:table", "archives:structure", "archives:publish"}:
            return self.consultation
        if name.startswith("missions:sector_"):
            return self.sector
        if name.partition(":")[2] in OF_A_SESSION:
            return self.session
        return {
            "front:person": self.mission.launched_by,
            "front:end_of_sign_in": self.organisation,  # the number of nobody's sign-in
            "front:passkey_removal": self.organisation,
            "archives:link": self.archive,
            "archives:file": self.archive,
            "missions:organisation": self.organisation,
            "missions:placement": self.organisation,
            "missions:request_answer": self.join_request,
            "missions:letter": self.invitation,
            "missions:returned": self.invitation,
            "rights:helped_erasure": self.helped,
            "missions:import_undo": self.file_import,
            "sprints:answer_item": self.item,
            "sprints:move_item": self.item,
            "sprints:table_item": self.item,
            "sprints:tension_item": self.tension,
            "sprints:finish": self.activity,
            "sprints:move_activity": self.activity,
            "sprints:resolve_tension": self.tension,
            "sprints:tension": self.tension,
            "sprints:take_tension_on": self.tension,
            "sprints:settle_tension": self.tension,
            "sprints:name_group": self.group,
        }.get(name)


def word(response):
    status = response.status_code
    if status in {301, 302, 303} and "/connexion/" in response.headers.get("Location", ""):
        return "sign-in"
    if status == 404:
        return "absent"
    if status == 403:
        return "refused"
    if status == 405:
        return "-"
    if status >= 500:
        return f"BROKEN {status}"
    return "door" if response.headers.get("Location", "").endswith("/rejoindre/") else "yes"


def line(name, method, words):
    return f"{name:36} {method:5} " + " ".join(f"{w:8}" for w in words).rstrip()


HEAD = line("address", "", PERSONAS)
