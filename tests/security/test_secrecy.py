"""Who said what is on no page, for nobody: two persons change places, and no page changes.

Xénia and Yann answered the opposite of each other, wrote ideas, reported and appealed. In the store
their voices are exchanged: what each said is now the other's, and all counts are what they were. Every
page, file and export must then be the same, byte for byte, to everybody but these two.
"""

import io
import logging
import re
from copy import deepcopy
from html import unescape

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from maven.archives.leaving import write_archive
from maven.archives.operations import publish_counts
from maven.compass.operations import take_landscape
from maven.missions import operations as missions
from maven.missions.models import Role
from maven.rights.parcel import pages_of
from maven.rights.portrait import portrait_of
from maven.sprints.models import Feedback
from maven.voices import operations as voices
from maven.voices.access import reporter_digest
from maven.voices.models import Consultation, Notice, Participant, Voice
from maven.voices.moderation_queries import rules_of
from tests import cast
from tests.compass.planted import planted
from tests.house import matrix

pytestmark = pytest.mark.long

# What a page that could tell must have asked for; the others are not read twice.
SECRET = re.compile(
    r"voices_(participant|opinion|notice|hiding)|compass_reading|sprints_feedback|author_id"
)
BY_CHANCE = re.compile(r'(name="(?:csrfmiddlewaretoken|submission_key)" value=)"[^"]*"')
LINK = re.compile(r'href="(/[^"#]*\?[^"#]*)')

IDEAS = {
    1: ("Des vergers sur les places", "Un train de nuit quotidien", "Des ateliers de réparation"),
    -1: ("La fibre dans chaque hameau", "Moins de réunions tardives", "Un musée du fil et du fer"),
}


@pytest.fixture
def house(db, settings, caplog):
    settings.LANGUAGE_CODE = "fr"
    caplog.set_level(logging.CRITICAL, logger="django.request")
    return House(cast.paca())


class House:
    def __init__(self, paca):
        self.things = matrix.Things(paca)
        self.two = [cast.person("Xénia Exemple"), cast.person("Yann Exemple")]
        for person in self.two:
            missions.join(mission=paca, role=Role.MEMBER, invited_by=None, by=person, at=cast.NOON)
        self.landscape = planted(paca)
        # The pages of a consultation are shown of the one with a map.
        self.things.consultation = self.landscape
        for side, person in zip((1, -1), self.two, strict=True):
            self.speak(person, side)
        for words in ("Du rythme", "Des rires", "Du café"):
            Feedback.objects.create(
                sprint=self.things.sprint, kind="like", words=words, given_on=cast.TODAY
            )
        take_landscape(consultation=self.landscape, at=cast.NOON)
        self.clients = {}
        people = {**matrix.people(), "herself": self.two[0]}
        del people["elsewhere"]  # a stranger here
        for name, person in people.items():
            self.clients[name] = Client()
            if person:
                self.clients[name].force_login(person)

    def speak(self, person, side):
        """She answers everything, writes three ideas of which one is hidden, and reports one."""
        voice = Voice(person=person)
        at = {"at": cast.NOON}
        mine = voices.welcome(consultation=self.landscape, voice=voice, **at)
        for idea in self.landscape.statements.accepted().in_order():
            voices.give_opinion(participant=mine, statement=idea, choice=side, **at)
        said = [
            voices.submit_statement(consultation=self.landscape, author=mine, words=words, **at)
            for words in IDEAS[side]
        ]
        rule, team = rules_of(None)[0], {"by": cast.minh(), **at}
        for idea in said[:2]:
            voices.accept_statement(statement=idea, **team)
        voices.hide_statement(statement=said[1], rule=rule, reason="À revoir", **team)
        voices.appeal_hiding(statement=said[1], author=mine, words="Relisez", **at)
        first = self.landscape.statements.order_by("number").first()
        if side > 0:
            voices.report_statement(
                statement=first, rule=rule, voice_digest=reporter_digest(first, voice), **at
            )

    def exchange(self):
        """What one said is now the other's; nothing else moves."""
        one, other = (Participant.objects.get(person=person) for person in self.two)
        Participant.objects.filter(pk=one.pk).update(person=None, guest_digest="nobody")
        Participant.objects.filter(pk=other.pk).update(person=one.person)
        Participant.objects.filter(pk=one.pk).update(person=other.person, guest_digest=None)
        notice = Notice.objects.get()
        notice.voice_digest = reporter_digest(notice.statement, Voice(person=self.two[1]))
        notice.save(update_fields=["voice_digest"])

    def names(self):
        call = self.landscape
        return [call.mission.slug, call.slug, call.pk]

    def files(self):
        """The archive of the mission, and what each of the others may take away."""
        with io.BytesIO() as whole:
            write_archive(self.things.mission, whole)
            yield whole.getvalue()
        for person in matrix.people().values():
            if person:
                yield list(pages_of(portrait_of(person), person, cast.NOON))

    def that_could_tell(self, who):
        """What is answered at the addresses that ask the store for a secret, links included."""
        waiting, seen, found = list(self.addresses()), set(), {}
        while waiting:
            address = waiting.pop()
            seen.add(address)
            answer, secret = self.read(who, address)
            if secret and answer[0] == 200:
                found[address] = answer
                links = {unescape(one) for one in LINK.findall(answer[2])}
                waiting += links - seen - {*waiting}
        return found

    def addresses(self):
        for name, pattern in sorted(set(matrix.addresses()), key=lambda pair: pair[0]):
            yield reverse(name, kwargs=self.things.fill(name, pattern))
        for person in self.two:
            yield reverse("front:person", args=[self.things.mission.slug, person.slug, person.pk])

    def read(self, who, address):
        """What is answered, without what chance puts in it, and whether a secret was asked for."""
        client, asked = self.clients[who], []
        cookies = deepcopy(client.cookies)

        def watch(execute, sql, params, many, context):
            asked.append(bool(SECRET.search(sql)))
            return execute(sql, params, many, context)

        with transaction.atomic(), connection.execute_wrapper(watch):
            answer = client.get(address)
            body = b"".join(answer) if answer.streaming else answer.content
            transaction.set_rollback(True)
        client.cookies = cookies
        words = BY_CHANCE.sub(r"\1", body.decode("utf-8", "replace"))
        return (answer.status_code, answer.headers.get("Location", ""), words), any(asked)


def test_no_page_tells_who_said_what(house):
    telling = house.that_could_tell("facilitator")
    open_now = {("facilitator", address): answer for address, answer in telling.items()}
    assert reverse("compass:landscape", args=house.names()) in telling
    visits = [(who, address) for who in house.clients for address in telling]
    open_now |= {visit: house.read(*visit)[0] for visit in visits if visit not in open_now}
    house.exchange()

    changed = {visit for visit in visits if house.read(*visit)[0] != open_now[visit]}

    own = {visit for visit in changed if visit[0] == "herself"}
    print(f"\n{len(telling)} addresses, {len(visits)} answers; {len(own)} changed for herself")
    assert own  # the comparison sees what it should
    assert sorted(changed - own) == []


def test_no_result_of_a_closed_consultation_tells_it_either(house):
    call = house.landscape
    Consultation.objects.filter(pk=call.pk).update(closed_at=cast.NOON)
    call.refresh_from_db()
    publish_counts(
        consultation=call, licence="etalab-2.0", by=cast.minh(), at=cast.NOON, on=cast.TODAY
    )
    results = [reverse("compass:landscape", args=house.names())]
    results.append(reverse("archives:open_data", args=[call.mission.slug]))
    results += [
        reverse(f"archives:{name}", args=[call.mission.slug, call.pk])
        for name in ("table", "structure")
    ]
    before = [house.read("guest", address)[0] for address in results]
    house.exchange()

    assert [status for status, _, _ in before] == [200] * 4
    assert [house.read("guest", address)[0] for address in results] == before


def test_no_file_tells_who_said_what(house):
    before = list(house.files())
    house.exchange()

    assert list(house.files()) == before
