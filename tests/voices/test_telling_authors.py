"""Whoever wrote an idea is told that it is hidden, or back: why, and what she can do."""

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult

from maven.people.models import Person
from maven.voices import operations
from maven.voices.models import Hiding, Rule, SettingAside, Voice
from maven.voices.tasks import tell_author
from tests import cast

TEAM = "/m/paca/animer/moderation/"
HOME = "https://maven.example.org/"


@pytest.fixture
def call(paca):
    return cast.consultation(paca, statements=2)


def idea_of(call, person=None):
    voice = Voice(person=person, guest_digest="" if person else "g")
    return operations.submit_statement(
        consultation=call,
        author=operations.welcome(consultation=call, voice=voice, at=cast.NOON),
        words="Un canari dans chaque mairie",
        by=cast.minh(),
        accepted=True,
        at=cast.NOON,
    )


def hidden(idea):
    rule = Rule(slug="respect", words="Aucune attaque.")
    act = {"statement": idea, "rule": rule, "reason": "Trop <b>dur</b>."}
    return operations.hide_statement(**act, by=cast.minh(), at=cast.NOON)


def test_each_turn_is_told_once_by_letter_and_on_the_page(as_, send, call):
    idea = idea_of(call, cast.lucie())
    as_(cast.minh())
    form = {"rule": "respect", "reason": "Trop <b>dur</b>."}
    for _ in range(2):
        send(f"{TEAM}{idea.pk}/masquage/", form)
    for _ in range(2):
        send(f"{TEAM}{idea.pk}/retour/", {"answer": "C'était une erreur."})
    jobs = [one.args_kwargs["args"] for one in DBTaskResult.objects.order_by("enqueued_at")]
    pk = Hiding.objects.get().pk
    page = as_(cast.lucie()).get(call.get_absolute_url()).content.decode()

    assert jobs == [[pk, "hidden", "http://testserver/"], [pk, "restored", "http://testserver/"]]
    assert "était une erreur." in page
    assert (
        "était une erreur." not in as_(cast.karim()).get(call.get_absolute_url()).content.decode()
    )
    for what in ("hidden", "restored"):
        tell_author.call(pk, what, HOME)
    [letter] = mail.outbox  # what is no longer so is not told
    assert letter.to == ["lucie@example.org"]
    assert letter.subject.startswith("Votre idée est de retour")
    assert f"{HOME}m/paca/consultations/" in letter.body


def test_a_hiding_is_told_with_the_rule_the_reason_and_the_way_to_ask_again(call):
    Person.objects.filter(pk=cast.lucie().pk).update(language="en")
    made = hidden(idea_of(call, cast.lucie()))
    tell_author.call(made.pk, "hidden", HOME)
    operations.appeal_hiding(
        statement=made.statement, author=made.statement.author, words="Non.", at=cast.NOON
    )
    act = {"returns": False, "answer": "Nous l'avons relue.", "at": cast.NOON}
    operations.decide_appeal(statement=made.statement, by=cast.odile(), **act)
    tell_author.call(made.pk, "upheld", HOME)
    first, second = mail.outbox

    for words in ("Aucune attaque.", "Trop <b>dur</b>.", "/recours/", "/charte/"):
        assert words in first.body
    assert "Minh" not in first.body
    assert "stays hidden" in second.subject
    assert "Nous l'avons relue." in second.body


def test_nobody_to_write_to_gets_no_letter(call):
    made = hidden(idea_of(call))
    tell_author.call(made.pk, "hidden", HOME)
    tell_author.call(made.pk + 1, "hidden", HOME)

    assert mail.outbox == []


def test_whoever_is_set_aside_reads_why_and_nobody_else(call, as_, client):
    there = operations.welcome(consultation=call, voice=Voice(person=cast.lucie()), at=cast.NOON)
    there.set_aside = SettingAside.objects.create(
        consultation=call, reason="Douze fois la même.", accounts=12, set_aside_at=cast.NOON
    )
    there.save()

    assert "Douze fois" not in client.get(call.get_absolute_url()).content.decode()
    assert "Douze fois" in as_(cast.lucie()).get(call.get_absolute_url()).content.decode()
